import { sql } from '../../../platform/db/sql.ts'
import { say } from '../../../platform/presentation/words.ts'
import type { PersonalData } from '../../../platform/slots/personal-data.ts'
import { openValue } from '../value-row.ts'

export const personalData: PersonalData = {
  tables: [
    {
      table: 'field_values',
      title: say('fields.mine.title'),
      of: 'person',
      columns: ['person_id'],
      purpose: 'keeps what the association asks of its people in fields of its own',
      ground: 'legitimate interest',
      kept: 'until it is emptied or the person is erased',
      async export(run, { tenantId, personId }, { crypto }) {
        const rows = await run<{ sealed: Buffer | null }>(sql`
          SELECT f.key, f.label, v.text_value AS text, v.number_value AS number, v.date_value AS date, v.boolean_value AS boolean,
            nullif(v.list_value, '{}') AS list, v.sealed_value AS sealed
          FROM field_values v JOIN field_definitions f ON f.tenant_id = v.tenant_id AND f.id = v.field_id
          WHERE v.tenant_id = ${tenantId}::uuid AND v.person_id = ${personId}::uuid ORDER BY f.position, f.key`)
        return rows.map(({ sealed, ...row }) => ({
          ...row,
          ...(sealed && { sealed: openValue(crypto, sealed) }),
        }))
      },
      async erase({ tx }, { tenantId, personIds }) {
        await tx.sql(
          sql`DELETE FROM field_values WHERE tenant_id = ${tenantId}::uuid AND person_id = ANY(${personIds}::uuid[])`,
        )
      },
      async merge({ tx }, { from, into }) {
        // Where both say something, what the kept row says stands.
        await tx.sql(sql`
          UPDATE field_values v SET person_id = ${into.personId}::uuid
          WHERE v.tenant_id = ${from.tenantId}::uuid AND v.person_id = ${from.personId}::uuid AND NOT EXISTS (
            SELECT 1 FROM field_values k WHERE k.tenant_id = v.tenant_id AND k.person_id = ${into.personId}::uuid AND k.field_id = v.field_id)`)
        await tx.sql(
          sql`DELETE FROM field_values WHERE tenant_id = ${from.tenantId}::uuid AND person_id = ${from.personId}::uuid`,
        )
      },
    },
  ],
}
