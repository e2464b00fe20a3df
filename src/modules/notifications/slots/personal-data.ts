import { sql } from '../../../platform/db/sql.ts'
import { say } from '../../../platform/presentation/words.ts'
import type { PersonalData } from '../../../platform/slots/personal-data.ts'

export const personalData: PersonalData = {
  tables: [
    {
      table: 'notification_choices',
      title: say('notifications.preferences.title'),
      of: 'person',
      columns: ['person_id'],
      purpose: 'remembers what somebody wants to be written to about',
      ground: 'legitimate interest',
      kept: 'until the person wants what is usual again or is erased',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT topic, channel, wanted, changed_at AS "changedAt" FROM notification_choices
          WHERE tenant_id = ${tenantId}::uuid AND person_id = ${personId}::uuid ORDER BY topic, channel`),
      erase: async ({ tx }, { tenantId, personIds }) => {
        await tx.sql(
          sql`DELETE FROM notification_choices WHERE tenant_id = ${tenantId}::uuid AND person_id = ANY(${personIds}::uuid[])`,
        )
      },
      async merge({ tx }, { from, into }) {
        // Where both chose, the entry that stays has chosen.
        await tx.sql(sql`
          INSERT INTO notification_choices (tenant_id, person_id, topic, channel, wanted, changed_at)
          SELECT tenant_id, ${into.personId}::uuid, topic, channel, wanted, changed_at FROM notification_choices
          WHERE tenant_id = ${from.tenantId}::uuid AND person_id = ${from.personId}::uuid
          ON CONFLICT DO NOTHING`)
        await tx.sql(
          sql`DELETE FROM notification_choices WHERE tenant_id = ${from.tenantId}::uuid AND person_id = ${from.personId}::uuid`,
        )
      },
    },
  ],
}
