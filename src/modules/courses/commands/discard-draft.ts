import { sql } from '../../../platform/db/sql.ts'
import { CourseReference } from '../contract.ts'
import { draftOf, lockDraft } from '../draft-row.ts'
import { onlyWithADraft } from '../policy.ts'
import { command } from '../room.ts'

export const discardDraft = command({
  name: 'courses.discardDraft',
  summary:
    'Discard the draft of a course; where nothing of it was ever published, the course goes as a whole',
  permission: 'courses.manage',
  input: CourseReference,
  output: CourseReference,
  http: { method: 'delete', path: '/courses/:courseId/draft' },
  severity: 'notable',
  target: ({ tx, ...reader }, { courseId }) => lockDraft(tx.sql, reader, courseId),
  rule: onlyWithADraft,
  async run({ tx, record }, { courseId }, course) {
    const draft = draftOf(course)
    await tx.courseVersion.delete({ where: { id: draft.id } })
    record({ type: 'courseVersion', id: draft.id }, { number: draft.number, title: draft.title }, null)
    if (course.status === 'draft') {
      await tx.sql(sql`
        DELETE FROM course_authors WHERE tenant_id = ${course.tenantId}::uuid AND course_id = ${courseId}::uuid`)
      await tx.course.delete({ where: { id: courseId } })
      record({ type: 'course', id: courseId }, { slug: course.slug, status: course.status }, null)
    }
    return { courseId }
  },
})
