import { patternOf } from '../../../platform/db/search-words.ts'
import { sql } from '../../../platform/db/sql.ts'
import { authorityFor } from '../../../platform/policy/actor.ts'
import { foldedWords } from '../../../platform/text.ts'
import { AuthorList, CourseReference, FindAuthors, FoundAuthors } from '../contract.ts'
import { authorsOf, findWritten, readVersion } from '../course-row.ts'
import { authorsToName } from '../policy.ts'
import { query } from '../room.ts'

export const listAuthors = query({
  name: 'courses.listAuthors',
  summary: 'List whom a course is by, and who of them changes it',
  permission: 'person',
  input: CourseReference,
  output: AuthorList,
  http: { method: 'get', path: '/courses/:courseId/authors' },
  target: ({ db, ...reader }, { courseId }) => findWritten(db.sql, reader, courseId),
  async run({ db, actor, now }, { courseId }, course) {
    const { title } = await readVersion(db.sql, course.tenantId, course.draftId ?? course.publishedId ?? '')
    const isManaged = authorityFor(actor, 'courses.manage', course.unitPath, now) !== null
    return { courseId, title, isManaged, items: await authorsOf(db.sql, course) }
  },
})

/** Whoever looks for others writes more of the name. */
const mostFound = 20

export const findAuthors = query({
  name: 'courses.findAuthors',
  summary: 'Find people by the beginnings of their names, whom you may name as authors of a course',
  permission: 'courses.manage',
  input: FindAuthors,
  output: FoundAuthors,
  http: { method: 'get', path: '/courses/:courseId/author-candidates' },
  target: ({ db, ...reader }, { courseId }) => findWritten(db.sql, reader, courseId),
  async run({ db, actor, now }, { courseId, search }, course) {
    const words = foldedWords(search).map(patternOf)
    if (words.length === 0) return { items: [] }
    return {
      items: await db.sql<{ personId: string; name: string }>(sql`
        SELECT p.person_id AS "personId", p.display_name AS name FROM people p
        WHERE fold_text(p.display_name) LIKE ALL(${words}::text[]) AND ${authorsToName(course, actor, now)}
          AND NOT EXISTS (SELECT FROM course_authors a
            WHERE a.tenant_id = p.tenant_id AND a.course_id = ${courseId}::uuid AND a.person_id = p.person_id)
        ORDER BY p.sort_name, p.person_id LIMIT ${mostFound}`),
    }
  },
})
