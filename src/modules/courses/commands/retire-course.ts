import { ChangedCourse, CourseReference } from '../contract.ts'
import { stepLeadsTo } from '../course.ts'
import { lockWritten } from '../course-row.ts'
import { onlyWhere } from '../policy.ts'
import { command } from '../room.ts'

export const retireCourse = command({
  name: 'courses.retireCourse',
  summary: 'Offer a course no longer: whoever learns it goes on, and nobody begins any more',
  permission: 'courses.manage',
  input: CourseReference,
  output: ChangedCourse,
  http: { method: 'post', path: '/courses/:courseId/retirement' },
  severity: 'notable',
  target: ({ tx, ...reader }, { courseId }) => lockWritten(tx.sql, reader, courseId),
  rule: onlyWhere('retire'),
  async run({ tx, now, record }, { courseId }, { slug, status, version }) {
    const written = { status: stepLeadsTo('retire'), retiredAt: now }
    await tx.course.update({
      where: { id: courseId },
      data: { ...written, version: version + 1, updatedAt: now },
    })
    record({ type: 'course', id: courseId }, { status }, written)
    return { courseId, slug, version: version + 1 }
  },
})
