import { sql } from '../../../platform/db/sql.ts'
import { say } from '../../../platform/presentation/words.ts'
import type { PersonalData } from '../../../platform/slots/personal-data.ts'

export const personalData: PersonalData = {
  tables: [
    {
      table: 'closings',
      title: say('privacy.data.title'),
      of: 'person',
      columns: ['person_id', 'account_id'],
      purpose: 'remembers that somebody wants to leave, and proves that it was done',
      ground: 'legal duty',
      kept: 'for good, by ids that lead to nobody',
      export: (run, { personId, accountId }) =>
        run(sql`
          SELECT requested_at AS "requestedAt", due_at AS "dueAt", undone_at AS "undoneAt" FROM closings
          WHERE person_id = ${personId}::uuid OR account_id = ${accountId}::uuid ORDER BY requested_at`),
      erase: { not: 'proves that the wish was fulfilled, and holds nothing but ids and dates' },
      async merge({ tx, now }, { from, into }) {
        // Whoever is put together with somebody who stays, stays.
        await tx.sql(sql`
          UPDATE closings SET person_id = ${into.personId}::uuid, undone_at = coalesce(undone_at, ${now})
          WHERE tenant_id = ${from.tenantId}::uuid AND person_id = ${from.personId}::uuid`)
      },
    },
  ],
}
