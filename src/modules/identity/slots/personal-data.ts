import { sql } from '../../../platform/db/sql.ts'
import type { PersonalData } from '../../../platform/slots/personal-data.ts'

export const personalData: PersonalData = {
  tables: [
    {
      table: 'sessions',
      of: 'account',
      columns: ['account_id'],
      purpose: 'keeps a browser signed in',
      ground: 'contract',
      kept: 'while it lasts; sessions that ended are cleared away',
      export: (run, { accountId }) =>
        run(sql`
          SELECT created_at AS "createdAt", last_seen_at AS "lastSeenAt", ended_at AS "endedAt", user_agent AS "userAgent"
          FROM sessions WHERE account_id = ${accountId}::uuid ORDER BY created_at`),
      erase: async ({ tx }, { accountId }) => {
        await tx.sql(sql`DELETE FROM sessions WHERE account_id = ${accountId}::uuid`)
      },
      merge: { not: 'a session belongs to its account' },
    },
    {
      table: 'password_resets',
      of: 'account',
      columns: ['account_id', 'email'],
      purpose: 'lets somebody who forgot a password choose a new one',
      ground: 'contract',
      kept: 'an hour; then cleared away',
      export: (run, { accountId }) =>
        run(sql`
          SELECT created_at AS "createdAt", used_at AS "usedAt" FROM password_resets
          WHERE account_id = ${accountId}::uuid ORDER BY created_at`),
      erase: async ({ tx }, { accountId }) => {
        await tx.sql(sql`
          DELETE FROM password_resets WHERE account_id = ${accountId}::uuid
            OR email = (SELECT email FROM accounts WHERE id = ${accountId}::uuid)`)
      },
      merge: { not: 'a link belongs to its account' },
    },
    {
      table: 'sign_ups',
      of: 'account',
      columns: ['email'],
      purpose: 'waits for an address to be confirmed',
      ground: 'contract',
      kept: 'two days; then cleared away',
      export: { not: 'what was confirmed became the account and the person' },
      erase: async ({ tx }, { accountId }) => {
        await tx.sql(
          sql`DELETE FROM sign_ups WHERE email = (SELECT email FROM accounts WHERE id = ${accountId}::uuid)`,
        )
      },
      merge: { not: 'what was confirmed became the account and the person' },
    },
    {
      table: 'accounts',
      of: 'account',
      columns: ['id'],
      purpose: 'lets somebody sign in',
      ground: 'contract',
      kept: 'until the account is closed and its last person is erased',
      export: (run, { accountId }) =>
        run(sql`
          SELECT email, status, password_changed_at AS "passwordChangedAt", created_at AS "createdAt"
          FROM accounts WHERE id = ${accountId}::uuid`),
      erase: async ({ tx }, { accountId }) => {
        await tx.sql(sql`DELETE FROM accounts WHERE id = ${accountId}::uuid`)
      },
      // The account itself moves with the person. Where both have one, that of the kept row stays, and the other one,
      // if it leads nowhere else, would only be a door to nobody.
      merge: async ({ tx }, { from, into }) => {
        if (into.accountId === null || from.accountId === null) return
        await tx.sql(sql`
          DELETE FROM accounts WHERE id = ${from.accountId}::uuid AND NOT EXISTS (
            SELECT 1 FROM people p WHERE p.account_id = ${from.accountId}::uuid AND p.person_id <> ${from.personId}::uuid)`)
      },
    },
  ],
}
