import { sql } from '../../../platform/db/sql.ts'
import { notFound } from '../../../platform/errors.ts'
import { outlineOf } from '../../courses/index.ts'
import { MarkLesson, ProgressReply } from '../contract.ts'
import { notOpenYet } from '../enrolment.ts'
import { courseCompleted } from '../facts.ts'
import { doneBy, findLearner } from '../learner-row.ts'
import { onlyWhileOpen } from '../policy.ts'
import { command } from '../room.ts'
import { nextOf, toLearned, toProgress } from '../views.ts'

export const markLesson = command({
  name: 'learning.markLesson',
  summary: 'Say that you have done a lesson, or that you want to do it again',
  permission: 'member',
  input: MarkLesson,
  output: ProgressReply,
  http: { method: 'put', path: '/courses/:courseId/lessons/:lessonKey/progress' },
  target: ({ tx, actor }, { courseId }) => findLearner(tx.sql, actor, courseId, { isLocked: true }),
  rule: onlyWhileOpen,
  async run({ tx, now, record, emit }, { courseId, lessonKey, isDone }, learner) {
    const { tenantId, id, versionId, enrolledAt } = learner
    const outline = await outlineOf(tx.sql, tenantId, versionId)
    const before = await doneBy(tx.sql, learner)
    const lesson = toLearned(outline, before, enrolledAt, now)
      .flatMap(({ lessons }) => lessons)
      .find(({ key }) => key === lessonKey)
    if (!lesson) throw notFound()
    if (lesson.opensAt) throw notOpenYet({ values: { at: lesson.opensAt } })
    const after = new Set(before)
    if (isDone) {
      after.add(lessonKey)
      await tx.sql(sql`
        INSERT INTO lesson_progress (tenant_id, enrolment_id, lesson_key, done_at)
        VALUES (${tenantId}::uuid, ${id}::uuid, ${lessonKey}::uuid, ${now}) ON CONFLICT DO NOTHING`)
    } else {
      after.delete(lessonKey)
      await tx.sql(sql`
        DELETE FROM lesson_progress WHERE tenant_id = ${tenantId}::uuid AND enrolment_id = ${id}::uuid AND lesson_key = ${lessonKey}::uuid`)
    }
    const learned = toLearned(outline, after, enrolledAt, now)
    const lessons = learned.flatMap((section) => section.lessons)
    const done = lessons.filter((each) => each.isDone).length
    const isWhole = done === lessons.length
    const completedAt = learner.completedAt ?? (isWhole ? now : null)
    const status = isWhole ? ('completed' as const) : learner.status
    await tx.enrolment.update({
      where: { id },
      data: { done, status, completedAt, lastKey: lessonKey, learnedAt: now },
    })
    record(
      { type: 'enrolment', id },
      { done: learner.done, status: learner.status },
      { lessonKey, isDone, done, status },
    )
    if (learner.completedAt === null && completedAt !== null)
      emit(courseCompleted, { enrolmentId: id, courseId })
    return {
      ...{ courseId, slug: learner.slug, nextKey: nextOf(learned, lessonKey) },
      ...toProgress({ ...learner, done, status, completedAt }, lessons.length),
    }
  },
})
