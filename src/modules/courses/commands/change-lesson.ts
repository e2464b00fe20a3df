import { ChangedLesson, ChangeLesson } from '../contract.ts'
import { draftOf, lessonIn, lockDraft, noteChange } from '../draft-row.ts'
import { onlyInDrafts } from '../policy.ts'
import { command } from '../room.ts'
import { toLessonColumns } from '../written-lesson.ts'

export const changeLesson = command({
  name: 'courses.changeLesson',
  summary: 'Change a lesson of the draft of a course',
  permission: 'person',
  input: ChangeLesson,
  output: ChangedLesson,
  http: { method: 'put', path: '/courses/:courseId/draft/lessons/:lessonId' },
  target: ({ tx, ...reader }, { courseId }) => lockDraft(tx.sql, reader, courseId),
  rule: onlyInDrafts,
  async run({ tx, now, record }, { courseId, lessonId, ...said }, course) {
    const draft = draftOf(course)
    const before = await lessonIn(tx.sql, draft, lessonId)
    const written = toLessonColumns(said, course.timeZone)
    await tx.lesson.update({ where: { id: lessonId }, data: written })
    record({ type: 'lesson', id: lessonId }, before, written)
    return { courseId, lessonId, version: await noteChange(tx.sql, now, draft) }
  },
})
