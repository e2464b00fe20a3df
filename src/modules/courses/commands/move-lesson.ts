import { ChangedLesson, MoveLesson } from '../contract.ts'
import { outlinedLessonsOf } from '../course-row.ts'
import { draftOf, lessonIn, lockDraft, moduleIn, noteChange, placeLessons, putAt } from '../draft-row.ts'
import { onlyInDrafts } from '../policy.ts'
import { command } from '../room.ts'

export const moveLesson = command({
  name: 'courses.moveLesson',
  summary: 'Move a lesson of the draft of a course to a place in a section, the first one 1',
  permission: 'person',
  input: MoveLesson,
  output: ChangedLesson,
  http: { method: 'post', path: '/courses/:courseId/draft/lessons/:lessonId/move' },
  target: ({ tx, ...reader }, { courseId }) => lockDraft(tx.sql, reader, courseId),
  rule: onlyInDrafts,
  async run({ tx, now, record }, { courseId, lessonId, moduleId, place }, course) {
    const draft = draftOf(course)
    const before = await lessonIn(tx.sql, draft, lessonId)
    await moduleIn(tx.sql, draft, moduleId)
    const lessons = await outlinedLessonsOf(tx.sql, draft.tenantId, draft.id)
    const orderIn = (where: string) =>
      lessons.filter((lesson) => lesson.moduleId === where).map(({ id }) => id)
    await placeLessons(tx.sql, draft, moduleId, putAt(orderIn(moduleId), lessonId, place))
    if (before.moduleId !== moduleId) {
      const left = orderIn(before.moduleId).filter((id) => id !== lessonId)
      await placeLessons(tx.sql, draft, before.moduleId, left)
    }
    const { moduleId: from, place: placed } = before
    record({ type: 'lesson', id: lessonId }, { moduleId: from, place: placed }, { moduleId, place })
    return { courseId, lessonId, version: await noteChange(tx.sql, now, draft) }
  },
})
