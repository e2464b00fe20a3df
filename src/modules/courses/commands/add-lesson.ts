import { newId } from '../../../platform/ids.ts'
import { AddLesson, ChangedLesson } from '../contract.ts'
import { mostLessons, tooManyLessons } from '../course.ts'
import { outlinedLessonsOf } from '../course-row.ts'
import { draftOf, lockDraft, moduleIn, noteChange } from '../draft-row.ts'
import { onlyInDrafts } from '../policy.ts'
import { command } from '../room.ts'
import { toLessonColumns } from '../written-lesson.ts'

export const addLesson = command({
  name: 'courses.addLesson',
  summary: 'Add a lesson to a section of the draft of a course, behind the others',
  permission: 'person',
  input: AddLesson,
  output: ChangedLesson,
  http: { method: 'post', path: '/courses/:courseId/draft/modules/:moduleId/lessons', status: 201 },
  target: ({ tx, ...reader }, { courseId }) => lockDraft(tx.sql, reader, courseId),
  rule: onlyInDrafts,
  async run({ tx, now, record }, { courseId, moduleId, ...said }, course) {
    const draft = draftOf(course)
    if (draft.lessons >= mostLessons) throw tooManyLessons({ values: { most: mostLessons } })
    await moduleIn(tx.sql, draft, moduleId)
    const lessons = await outlinedLessonsOf(tx.sql, draft.tenantId, draft.id)
    const place = lessons.filter((lesson) => lesson.moduleId === moduleId).length + 1
    const id = newId(now.getTime())
    const written = toLessonColumns(said, course.timeZone)
    await tx.lesson.create({
      data: { ...written, id, key: id, tenantId: course.tenantId, versionId: draft.id, moduleId, place },
    })
    record({ type: 'lesson', id }, null, { courseId, moduleId, ...written })
    return { courseId, lessonId: id, version: await noteChange(tx.sql, now, draft) }
  },
})
