import { erasePersonKeys } from '../crypto/person-keys.ts'
import { sql } from '../db/sql.ts'
import type { PersonalData } from './personal-data.ts'

/** What the ground floor itself keeps about people. */
export const platformPersonalData: PersonalData = {
  tables: [
    {
      table: 'audit_entries',
      of: 'person',
      columns: ['person_id', 'account_id'],
      purpose: 'proves who did what',
      ground: 'legal duty',
      kept: 'for good; what is personal in it until the person is erased',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT occurred_at AS "occurredAt", operation, outcome FROM audit_entries
          WHERE tenant_id = ${tenantId}::uuid AND person_id = ${personId}::uuid ORDER BY occurred_at`),
      erase: { not: 'not a row is touched: what is personal in them stands under a key that is no more' },
      merge: { not: 'what was done stays with the row that did it; the merge itself is on record' },
    },
    {
      table: 'person_keys',
      of: 'person',
      columns: ['id'],
      purpose: 'hides what the audit keeps about the person',
      ground: 'legal duty',
      kept: 'until the person is erased',
      export: { not: 'a key is no information about anybody' },
      erase: ({ tx, now }, { personIds }) => erasePersonKeys(tx.sql, personIds, now),
      merge: { not: 'what was written under a key is read with that key' },
    },
    {
      table: 'person_keys',
      of: 'account',
      columns: ['id'],
      purpose: 'makes what the audit says about somebody readable, until they are erased',
      ground: 'legal duty',
      kept: 'until the account goes',
      export: { not: 'a key, without which the audit could not be read' },
      erase: ({ tx, now }, { accountId }) => erasePersonKeys(tx.sql, [accountId ?? ''], now),
      merge: { not: 'what each entry did stays under its own key' },
      unmerge: { not: 'a key is not touched by a merge, and leaves its table only to be destroyed' },
    },
    {
      table: 'idempotency_records',
      of: 'account',
      columns: ['caller'],
      purpose: 'answers a repeated request as it was answered first',
      ground: 'legitimate interest',
      kept: 'one day',
      export: { not: 'copies of answers that the account was given' },
      erase: async ({ tx }, { accountId }) => {
        await tx.sql(sql`DELETE FROM idempotency_records WHERE caller LIKE ${`${accountId}:%`}`)
      },
      merge: { not: 'a repeat belongs to the account that asked, for a day' },
    },
  ],
}
