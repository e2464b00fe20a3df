import { sql } from '../../../platform/db/sql.ts'
import { say } from '../../../platform/presentation/words.ts'
import type { PersonalData } from '../../../platform/slots/personal-data.ts'

export const personalData: PersonalData = {
  tables: [
    {
      table: 'projects',
      title: say('projects.list.title'),
      of: 'person',
      columns: ['created_by'],
      purpose: 'says who drafted a project',
      ground: 'legitimate interest',
      kept: 'as long as the project',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT title, status, created_at AS "createdAt" FROM projects
          WHERE tenant_id = ${tenantId}::uuid AND created_by = ${personId}::uuid ORDER BY created_at`),
      async erase({ tx }, { tenantId, personId }) {
        await tx.sql(sql`
          UPDATE projects SET created_by = NULL WHERE tenant_id = ${tenantId}::uuid AND created_by = ${personId}::uuid`)
      },
      async merge({ tx }, { from, into }) {
        await tx.sql(sql`
          UPDATE projects SET created_by = ${into.personId}::uuid
          WHERE tenant_id = ${from.tenantId}::uuid AND created_by = ${from.personId}::uuid`)
      },
    },
  ],
}
