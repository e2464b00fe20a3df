import { CourseReference } from '../contract.ts'
import { findLearner } from '../learner-row.ts'
import { command } from '../room.ts'

export const leaveCourse = command({
  name: 'learning.leaveCourse',
  summary: 'Learn a course no longer; what was done is there again for whoever comes back',
  permission: 'member',
  input: CourseReference,
  output: CourseReference,
  http: { method: 'delete', path: '/courses/:courseId/enrolment' },
  target: ({ tx, actor }, { courseId }) => findLearner(tx.sql, actor, courseId, { isLocked: true }),
  async run({ tx, now, record }, { courseId }, { id, status }) {
    await tx.enrolment.update({ where: { id }, data: { status: 'left', leftAt: now } })
    record({ type: 'enrolment', id }, { status }, { status: 'left' })
    return { courseId }
  },
})
