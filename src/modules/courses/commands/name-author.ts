import { sql } from '../../../platform/db/sql.ts'
import { invalid } from '../../../platform/errors.ts'
import { AuthorReference, NameAuthor } from '../contract.ts'
import { mostAuthors, tooManyAuthors } from '../course.ts'
import { authorsOf, lockWritten } from '../course-row.ts'
import { authorsToName } from '../policy.ts'
import { command } from '../room.ts'

export const nameAuthor = command({
  name: 'courses.nameAuthor',
  summary: 'Say that a course is by somebody: learners read it, they may change it, or both',
  permission: 'courses.manage',
  input: NameAuthor,
  output: AuthorReference,
  http: { method: 'put', path: '/courses/:courseId/authors/:personId' },
  target: ({ tx, ...reader }, { courseId }) => lockWritten(tx.sql, reader, courseId),
  async run({ tx, actor, now, record }, { courseId, personId, ...said }, course) {
    const { tenantId } = course
    const authors = await authorsOf(tx.sql, course)
    const before = authors.find((author) => author.personId === personId) ?? null
    if (!before) {
      if (authors.length >= mostAuthors) throw tooManyAuthors({ values: { most: mostAuthors } })
      const [known] = await tx.sql(sql`
        SELECT 1 FROM people p WHERE p.person_id = ${personId}::uuid AND ${authorsToName(course, actor, now)}`)
      if (!known) throw invalid([{ pointer: '/personId', code: 'notOffered', message: '' }])
    }
    await tx.sql(sql`
      INSERT INTO course_authors (tenant_id, course_id, person_id, bio, is_shown, may_write, place, added_at)
      VALUES (${tenantId}::uuid, ${courseId}::uuid, ${personId}::uuid, ${said.bio}, ${said.isShown}, ${said.mayWrite}, ${authors.length + 1}, ${now})
      ON CONFLICT (course_id, person_id) DO UPDATE SET bio = excluded.bio, is_shown = excluded.is_shown, may_write = excluded.may_write`)
    record({ type: 'courseAuthor', id: courseId }, before, { personId, ...said })
    return { courseId, personId }
  },
})
