import { sql } from '../../../platform/db/sql.ts'
import { LessonKeyReference, LessonReply } from '../contract.ts'
import { findCourse } from '../course-row.ts'
import { mayWrite } from '../policy.ts'
import { query } from '../room.ts'
import { type LessonRow, lessonColumns, toLesson } from '../views.ts'

export const readPreview = query({
  name: 'courses.readPreview',
  summary:
    'Read a lesson of a course that is open before one enrols; those who write the course read each as it is drafted',
  permission: 'anyone',
  input: LessonKeyReference,
  output: LessonReply,
  http: { method: 'get', path: '/courses/:courseId/previews/:lessonKey' },
  async target({ db, actor, now }, { courseId, lessonKey }) {
    const course = await findCourse(db.sql, { actor, now }, courseId)
    if (!course) return null
    const writes = mayWrite(actor, course, now)
    const versionId = writes ? (course.draftId ?? course.publishedId) : course.publishedId
    const [lesson] = await db.sql<LessonRow>(sql`
      SELECT ${lessonColumns} FROM lessons l
      JOIN course_modules m ON m.tenant_id = l.tenant_id AND m.version_id = l.version_id AND m.id = l.module_id
      WHERE l.tenant_id = ${course.tenantId}::uuid AND l.version_id = ${versionId}::uuid AND l.key = ${lessonKey}::uuid
        AND (${writes} OR l.is_preview OR m.is_preview)`)
    return lesson ? { ...course, lesson } : null
  },
  run: async (_context, _input, { lesson }) => toLesson(lesson),
})
