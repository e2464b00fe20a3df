import { ChangedLesson, LessonReference } from '../contract.ts'
import { outlinedLessonsOf } from '../course-row.ts'
import { draftOf, lessonIn, lockDraft, noteChange, placeLessons } from '../draft-row.ts'
import { onlyInDrafts } from '../policy.ts'
import { command } from '../room.ts'

export const removeLesson = command({
  name: 'courses.removeLesson',
  summary: 'Take a lesson out of the draft of a course; what learners have begun keeps it',
  permission: 'person',
  input: LessonReference,
  output: ChangedLesson,
  http: { method: 'delete', path: '/courses/:courseId/draft/lessons/:lessonId' },
  target: ({ tx, ...reader }, { courseId }) => lockDraft(tx.sql, reader, courseId),
  rule: onlyInDrafts,
  async run({ tx, now, record }, { courseId, lessonId }, course) {
    const draft = draftOf(course)
    const before = await lessonIn(tx.sql, draft, lessonId)
    await tx.lesson.delete({ where: { id: lessonId } })
    const left = (await outlinedLessonsOf(tx.sql, draft.tenantId, draft.id)).filter(
      ({ moduleId }) => moduleId === before.moduleId,
    )
    await placeLessons(
      tx.sql,
      draft,
      before.moduleId,
      left.map(({ id }) => id),
    )
    record({ type: 'lesson', id: lessonId }, before, null)
    return { courseId, lessonId, version: await noteChange(tx.sql, now, draft) }
  },
})
