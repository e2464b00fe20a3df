import { ChangedCourse, CourseReference } from '../contract.ts'
import { stepLeadsTo } from '../course.ts'
import { lockWritten } from '../course-row.ts'
import { onlyWhere } from '../policy.ts'
import { command } from '../room.ts'

export const restoreCourse = command({
  name: 'courses.restoreCourse',
  summary: 'Offer a course again that was retired',
  permission: 'courses.manage',
  input: CourseReference,
  output: ChangedCourse,
  http: { method: 'post', path: '/courses/:courseId/restoring' },
  severity: 'notable',
  target: ({ tx, ...reader }, { courseId }) => lockWritten(tx.sql, reader, courseId),
  rule: onlyWhere('restore'),
  async run({ tx, now, record }, { courseId }, { slug, status, version }) {
    const written = { status: stepLeadsTo('restore'), retiredAt: null }
    await tx.course.update({
      where: { id: courseId },
      data: { ...written, version: version + 1, updatedAt: now },
    })
    record({ type: 'course', id: courseId }, { status }, written)
    return { courseId, slug, version: version + 1 }
  },
})
