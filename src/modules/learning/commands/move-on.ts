import { outlineOf, publishedVersion } from '../../courses/index.ts'
import { CourseReference, ProgressReply } from '../contract.ts'
import { newestAlready } from '../enrolment.ts'
import { doneBy, findLearner } from '../learner-row.ts'
import { onlyWhileOpen } from '../policy.ts'
import { command } from '../room.ts'
import { nextOf, toLearned, toProgress } from '../views.ts'

export const moveOn = command({
  name: 'learning.moveOn',
  summary:
    'Go on to the version of a course that is offered now; what you have done of its lessons stays done',
  permission: 'member',
  input: CourseReference,
  output: ProgressReply,
  http: { method: 'post', path: '/courses/:courseId/enrolment/newest-version' },
  target: ({ tx, actor }, { courseId }) => findLearner(tx.sql, actor, courseId, { isLocked: true }),
  rule: onlyWhileOpen,
  async run({ tx, now, record }, { courseId }, learner) {
    const { tenantId, id, versionId } = learner
    const newest = await publishedVersion(tx.sql, tenantId, courseId)
    if (!newest || newest.id === versionId) throw newestAlready()
    const outline = await outlineOf(tx.sql, tenantId, newest.id)
    const learned = toLearned(outline, await doneBy(tx.sql, learner), learner.enrolledAt, now)
    const lessons = learned.flatMap((section) => section.lessons)
    const done = lessons.filter(({ isDone }) => isDone).length
    await tx.enrolment.update({ where: { id }, data: { versionId: newest.id, done, learnedAt: now } })
    record({ type: 'enrolment', id }, { versionId, done: learner.done }, { versionId: newest.id, done })
    return {
      ...{ courseId, slug: learner.slug, nextKey: nextOf(learned, learner.lastKey) },
      ...toProgress({ ...learner, done }, lessons.length),
    }
  },
})
