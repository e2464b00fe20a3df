import { sql } from '../../../platform/db/sql.ts'
import { newId } from '../../../platform/ids.ts'
import { personBehind } from '../../../platform/policy/actor.ts'
import { holdOffered, outlineOf } from '../../courses/index.ts'
import { CourseReference, ProgressReply } from '../contract.ts'
import { accessUntil, alreadyEnrolled, courseFull } from '../enrolment.ts'
import { countLearners, doneBy, findLearner } from '../learner-row.ts'
import { command } from '../room.ts'
import { nextOf, toLearned, toProgress } from '../views.ts'

export const enrolMe = command({
  name: 'learning.enrolMe',
  summary: 'Begin to learn a course that is offered to you',
  permission: 'member',
  input: CourseReference,
  output: ProgressReply,
  http: { method: 'post', path: '/courses/:courseId/enrolment', status: 201 },
  // Places become fewer: whoever enrols in a course that has few waits for the one before.
  target: ({ tx, ...reader }, { courseId }) => holdOffered(tx.sql, reader, courseId),
  async run({ tx, actor, now, record }, { courseId }, course) {
    const { tenantId, capacity, accessDays, publishedId, slug } = course
    const personId = personBehind(actor)
    if (personId === null || publishedId === null) throw new Error('Nobody enrols in nothing')
    if (await findLearner(tx.sql, actor, courseId)) throw alreadyEnrolled()
    if (capacity !== null && (await countLearners(tx.sql, tenantId, courseId, now)) >= capacity)
      throw courseFull()
    const id = newId(now.getTime())
    const until = accessUntil(accessDays, now)
    const times = { enrolledAt: now, learnedAt: now, accessUntil: until }
    await tx.enrolment.create({
      data: { id, tenantId, courseId, personId, versionId: publishedId, ...times },
    })
    // Whoever comes back finds what they had done.
    await tx.sql(sql`
      INSERT INTO lesson_progress (tenant_id, enrolment_id, lesson_key, done_at)
      SELECT p.tenant_id, ${id}::uuid, p.lesson_key, min(p.done_at) FROM lesson_progress p
      JOIN enrolments e ON e.tenant_id = p.tenant_id AND e.id = p.enrolment_id
      WHERE e.tenant_id = ${tenantId}::uuid AND e.course_id = ${courseId}::uuid AND e.person_id = ${personId}::uuid AND e.id <> ${id}::uuid
      GROUP BY 1, 3`)
    const outline = await outlineOf(tx.sql, tenantId, publishedId)
    const learned = toLearned(outline, await doneBy(tx.sql, { tenantId, id }), now, now)
    const lessons = learned.flatMap((section) => section.lessons)
    const done = lessons.filter(({ isDone }) => isDone).length
    if (done > 0) await tx.enrolment.update({ where: { id }, data: { done } })
    record({ type: 'enrolment', id }, null, {
      courseId,
      personId,
      versionId: publishedId,
      accessUntil: until,
    })
    return {
      ...{ courseId, slug, nextKey: nextOf(learned, null) },
      ...toProgress(
        { status: 'active', done, enrolledAt: now, accessUntil: until, completedAt: null },
        lessons.length,
      ),
    }
  },
})
