import { sql } from '../../../platform/db/sql.ts'
import { say } from '../../../platform/presentation/words.ts'
import type { PersonalData } from '../../../platform/slots/personal-data.ts'

export const personalData: PersonalData = {
  tables: [
    {
      table: 'list_views',
      title: say('views.title'),
      of: 'person',
      columns: ['owner_id'],
      purpose: 'keeps how somebody likes to see a list',
      ground: 'legitimate interest',
      kept: 'until its owner forgets it or leaves',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT list, name, query, is_default AS "isDefault", created_at AS "createdAt" FROM list_views
          WHERE tenant_id = ${tenantId}::uuid AND owner_id = ${personId}::uuid ORDER BY list, name`),
      async erase({ tx }, { tenantId, personIds }) {
        await tx.sql(
          sql`DELETE FROM list_views WHERE tenant_id = ${tenantId}::uuid AND owner_id = ANY(${personIds}::uuid[])`,
        )
      },
      async merge({ tx, now }, { from, into }) {
        // Where both have a view of one name, the one that stays is that of the row that stays.
        await tx.sql(sql`
          UPDATE list_views v SET owner_id = ${into.personId}::uuid, is_default = false, updated_at = ${now}
          WHERE v.tenant_id = ${from.tenantId}::uuid AND v.owner_id = ${from.personId}::uuid AND NOT EXISTS (
            SELECT 1 FROM list_views k WHERE k.owner_id = ${into.personId}::uuid AND k.list = v.list
              AND lower(k.name) = lower(v.name))`)
        await tx.sql(
          sql`DELETE FROM list_views WHERE tenant_id = ${from.tenantId}::uuid AND owner_id = ${from.personId}::uuid`,
        )
      },
    },
  ],
}
