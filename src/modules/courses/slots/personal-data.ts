import { sql } from '../../../platform/db/sql.ts'
import { say } from '../../../platform/presentation/words.ts'
import type { PersonalData } from '../../../platform/slots/personal-data.ts'

export const personalData: PersonalData = {
  tables: [
    {
      table: 'courses',
      title: say('courses.list.title'),
      of: 'person',
      columns: ['created_by'],
      purpose: 'says who drafted a course',
      ground: 'legitimate interest',
      kept: 'as long as the course',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT slug, status, created_at AS "createdAt" FROM courses
          WHERE tenant_id = ${tenantId}::uuid AND created_by = ${personId}::uuid ORDER BY created_at, id`),
      async erase({ tx }, { tenantId, personIds }) {
        await tx.sql(sql`
          UPDATE courses SET created_by = NULL WHERE tenant_id = ${tenantId}::uuid AND created_by = ANY(${personIds}::uuid[])`)
      },
      async merge({ tx }, { from, into }) {
        await tx.sql(sql`
          UPDATE courses SET created_by = ${into.personId}::uuid
          WHERE tenant_id = ${from.tenantId}::uuid AND created_by = ${from.personId}::uuid`)
      },
    },
    {
      table: 'course_versions',
      title: say('courses.versions.title'),
      of: 'person',
      columns: ['published_by'],
      purpose: 'says who published a version of a course',
      ground: 'legitimate interest',
      kept: 'as long as the course, without a name once they are erased',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT title, number, published_at AS "publishedAt" FROM course_versions
          WHERE tenant_id = ${tenantId}::uuid AND published_by = ${personId}::uuid ORDER BY published_at, id`),
      async erase({ tx }, { tenantId, personIds }) {
        await tx.sql(sql`
          UPDATE course_versions SET published_by = NULL
          WHERE tenant_id = ${tenantId}::uuid AND published_by = ANY(${personIds}::uuid[])`)
      },
      async merge({ tx }, { from, into }) {
        await tx.sql(sql`
          UPDATE course_versions SET published_by = ${into.personId}::uuid
          WHERE tenant_id = ${from.tenantId}::uuid AND published_by = ${from.personId}::uuid`)
      },
    },
    {
      table: 'course_authors',
      title: say('courses.authors.title'),
      of: 'person',
      columns: ['person_id'],
      purpose: 'says whom a course is by, and lets them change it',
      ground: 'legitimate interest',
      kept: 'as long as the course says so, or until they are erased',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT c.slug, a.bio, a.is_shown AS "isShown", a.may_write AS "mayWrite", a.added_at AS "addedAt"
          FROM course_authors a JOIN courses c ON c.tenant_id = a.tenant_id AND c.id = a.course_id
          WHERE a.tenant_id = ${tenantId}::uuid AND a.person_id = ${personId}::uuid ORDER BY a.added_at, c.id`),
      async erase({ tx }, { tenantId, personIds }) {
        await tx.sql(sql`
          DELETE FROM course_authors WHERE tenant_id = ${tenantId}::uuid AND person_id = ANY(${personIds}::uuid[])`)
      },
      async merge({ tx }, { from, into }) {
        await tx.sql(sql`
          DELETE FROM course_authors a WHERE a.tenant_id = ${from.tenantId}::uuid AND a.person_id = ${from.personId}::uuid
            AND EXISTS (SELECT FROM course_authors k WHERE k.tenant_id = a.tenant_id AND k.course_id = a.course_id
              AND k.person_id = ${into.personId}::uuid)`)
        await tx.sql(sql`
          UPDATE course_authors SET person_id = ${into.personId}::uuid
          WHERE tenant_id = ${from.tenantId}::uuid AND person_id = ${from.personId}::uuid`)
      },
    },
  ],
}
