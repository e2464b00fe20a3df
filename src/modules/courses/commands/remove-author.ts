import { sql } from '../../../platform/db/sql.ts'
import { notFound } from '../../../platform/errors.ts'
import { AuthorReference } from '../contract.ts'
import { lockWritten } from '../course-row.ts'
import { command } from '../room.ts'

export const removeAuthor = command({
  name: 'courses.removeAuthor',
  summary:
    'Say that a course is by somebody no longer: they change it no more, and learners do not read their name',
  permission: 'courses.manage',
  input: AuthorReference,
  output: AuthorReference,
  http: { method: 'delete', path: '/courses/:courseId/authors/:personId' },
  target: ({ tx, ...reader }, { courseId }) => lockWritten(tx.sql, reader, courseId),
  async run({ tx, record }, { courseId, personId }, { tenantId }) {
    const [removed] = await tx.sql<{ bio: string | null }>(sql`
      DELETE FROM course_authors WHERE tenant_id = ${tenantId}::uuid AND course_id = ${courseId}::uuid AND person_id = ${personId}::uuid
      RETURNING bio`)
    if (!removed) throw notFound()
    record({ type: 'courseAuthor', id: courseId }, { personId }, null)
    return { courseId, personId }
  },
})
