import { ChangedCourse, ChangeOffer } from '../contract.ts'
import { lockWritten } from '../course-row.ts'
import { command } from '../room.ts'

export const changeOffer = command({
  name: 'courses.changeOffer',
  summary: 'Say how a course is offered: to whom, for how long and to how many at a time',
  permission: 'courses.manage',
  input: ChangeOffer,
  output: ChangedCourse,
  http: { method: 'put', path: '/courses/:courseId/offer' },
  target: ({ tx, ...reader }, { courseId }) => lockWritten(tx.sql, reader, courseId),
  async run({ tx, now, record }, { courseId, ...said }, before) {
    const version = before.version + 1
    await tx.course.update({ where: { id: courseId }, data: { ...said, version, updatedAt: now } })
    record({ type: 'course', id: courseId }, before, said)
    return { courseId, slug: before.slug, version }
  },
})
