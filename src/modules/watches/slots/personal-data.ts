import { sql } from '../../../platform/db/sql.ts'
import { say } from '../../../platform/presentation/words.ts'
import type { PersonalData } from '../../../platform/slots/personal-data.ts'

export const personalData: PersonalData = {
  tables: [
    {
      table: 'project_watches',
      title: say('watches.title'),
      of: 'person',
      columns: ['person_id'],
      purpose: 'keeps what somebody looks for, so that they are told what is new',
      ground: 'consent',
      kept: 'until they forget it, or are erased',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT name, query, rhythm, created_at AS "createdAt" FROM project_watches
          WHERE tenant_id = ${tenantId}::uuid AND person_id = ${personId}::uuid ORDER BY created_at, id`),
      async erase({ tx }, { tenantId, personIds }) {
        await tx.sql(sql`
          DELETE FROM project_watches WHERE tenant_id = ${tenantId}::uuid AND person_id = ANY(${personIds}::uuid[])`)
      },
      async merge({ tx }, { from, into }) {
        // Where both have a search of one name, the one that stays is that of the row that stays.
        await tx.sql(sql`
          DELETE FROM project_watches w WHERE w.tenant_id = ${from.tenantId}::uuid AND w.person_id = ${from.personId}::uuid
            AND EXISTS (SELECT FROM project_watches k WHERE k.tenant_id = w.tenant_id AND k.person_id = ${into.personId}::uuid
              AND lower(k.name) = lower(w.name))`)
        await tx.sql(sql`
          UPDATE project_watches SET person_id = ${into.personId}::uuid
          WHERE tenant_id = ${from.tenantId}::uuid AND person_id = ${from.personId}::uuid`)
      },
    },
    {
      table: 'told_projects',
      title: say('watches.told'),
      of: 'person',
      columns: ['person_id'],
      purpose: 'says of which projects somebody was told, so that they are not told again',
      ground: 'legitimate interest',
      kept: 'as long as the project, or until they are erased',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT project_id AS "projectId", told_at AS "toldAt" FROM told_projects
          WHERE tenant_id = ${tenantId}::uuid AND person_id = ${personId}::uuid ORDER BY told_at, project_id`),
      async erase({ tx }, { tenantId, personIds }) {
        await tx.sql(sql`
          DELETE FROM told_projects WHERE tenant_id = ${tenantId}::uuid AND person_id = ANY(${personIds}::uuid[])`)
      },
      async merge({ tx }, { from, into }) {
        await tx.sql(sql`
          DELETE FROM told_projects t WHERE t.tenant_id = ${from.tenantId}::uuid AND t.person_id = ${from.personId}::uuid
            AND EXISTS (SELECT FROM told_projects k WHERE k.tenant_id = t.tenant_id AND k.person_id = ${into.personId}::uuid
              AND k.project_id = t.project_id)`)
        await tx.sql(sql`
          UPDATE told_projects SET person_id = ${into.personId}::uuid
          WHERE tenant_id = ${from.tenantId}::uuid AND person_id = ${from.personId}::uuid`)
      },
    },
  ],
}
