import { sql } from '../../../platform/db/sql.ts'
import { say } from '../../../platform/presentation/words.ts'
import type { PersonalData } from '../../../platform/slots/personal-data.ts'

export const personalData: PersonalData = {
  tables: [
    {
      table: 'platform_administrators',
      of: 'account',
      columns: ['account_id'],
      purpose: 'says who runs the installation',
      ground: 'legitimate interest',
      kept: 'until the operator takes it back, or the account goes',
      export: (run, { accountId }) =>
        run(sql`
          SELECT added_at AS "addedAt" FROM platform_administrators WHERE account_id = ${accountId}::uuid`),
      erase: async ({ tx }, { accountId }) => {
        await tx.sql(sql`DELETE FROM platform_administrators WHERE account_id = ${accountId}::uuid`)
      },
      merge: { not: 'it belongs to the account, whoever that is where' },
    },
    {
      table: 'tenancies',
      of: 'account',
      columns: ['suspended_by', 'closing_requested_by'],
      purpose: 'says who suspended or closed an association',
      ground: 'legal duty',
      kept: 'for good; it names nobody once the account is gone',
      export: { not: 'it is about the association' },
      erase: { not: 'the database takes the account out of it when that goes' },
      merge: { not: 'it names the account, whoever that is where' },
    },
    {
      table: 'foundings',
      title: say('tenants.found.title'),
      of: 'account',
      columns: ['account_id', 'decided_by'],
      purpose: 'founds an association, and says who asked for it and who decided',
      ground: 'contract',
      kept: 'for good; it names nobody once the account is gone',
      export: (run, { accountId }) =>
        run(sql`
          SELECT name, slug, given_name AS "givenName", family_name AS "familyName", locale, time_zone AS "timeZone", unit_kind AS "unitKind",
            purpose, state, asked_at AS "askedAt", decided_at AS "decidedAt", reason
          FROM foundings WHERE account_id = ${accountId}::uuid ORDER BY id`),
      erase: async ({ tx, now }, { accountId }) => {
        await tx.sql(sql`
          UPDATE foundings SET given_name = NULL, family_name = NULL, purpose = NULL, account_id = NULL,
            state = CASE WHEN state = 'asked' THEN 'withdrawn' ELSE state END, decided_at = coalesce(decided_at, ${now})
          WHERE account_id = ${accountId}::uuid`)
      },
      merge: { not: 'it belongs to the account, whoever that is where' },
    },
    {
      table: 'tenant_exports',
      of: 'account',
      columns: ['account_id'],
      purpose: 'says who of the installation took the data of an association out, and why',
      ground: 'legal duty',
      kept: 'for good; it names nobody once the account is gone',
      export: (run, { accountId }) =>
        run(sql`
          SELECT reason, asked_at AS "askedAt" FROM tenant_exports WHERE account_id = ${accountId}::uuid ORDER BY id`),
      erase: { not: 'the database takes the account out of it when that goes' },
      merge: { not: 'it belongs to the account, whoever that is where' },
    },
    {
      table: 'tenant_visits',
      of: 'account',
      columns: ['account_id'],
      purpose: 'says who looked into an association, and why',
      ground: 'legal duty',
      kept: 'for good; it names nobody once the account is gone',
      export: (run, { accountId }) =>
        run(sql`
          SELECT reason, began_at AS "beganAt", ends_at AS "endsAt", ended_at AS "endedAt"
          FROM tenant_visits WHERE account_id = ${accountId}::uuid ORDER BY id`),
      erase: { not: 'the database takes the account out of it when that goes' },
      merge: { not: 'it belongs to the account, whoever that is where' },
    },
  ],
}
