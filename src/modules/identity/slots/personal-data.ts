import { sql } from '../../../platform/db/sql.ts'
import { say } from '../../../platform/presentation/words.ts'
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
          SELECT created_at AS "createdAt", last_seen_at AS "lastSeenAt", ended_at AS "endedAt", user_agent AS "userAgent", ip_address AS "ipAddress"
          FROM sessions WHERE account_id = ${accountId}::uuid ORDER BY created_at`),
      erase: async ({ tx }, { accountId }) => {
        await tx.sql(sql`DELETE FROM sessions WHERE account_id = ${accountId}::uuid`)
      },
      merge: { not: 'a session belongs to its account' },
      unmerge: { not: 'whoever was signed out by it signs in again' },
    },
    {
      table: 'challenges',
      of: 'account',
      columns: ['account_id', 'address'],
      purpose: 'waits for somebody to show that an address is theirs',
      ground: 'contract',
      kept: 'at most a week; then cleared away',
      export: (run, { accountId }) =>
        run(sql`
          SELECT purpose, channel, created_at AS "createdAt", closed_at AS "closedAt" FROM challenges
          WHERE account_id = ${accountId}::uuid ORDER BY created_at`),
      erase: async ({ tx }, { accountId }) => {
        await tx.sql(sql`
          DELETE FROM challenges c USING accounts a
          WHERE a.id = ${accountId}::uuid AND (c.account_id = a.id OR c.address IN (lower(a.email::text), a.phone))`)
      },
      merge: { not: 'a challenge belongs to its account' },
      unmerge: { not: 'what waited for an answer is asked for again' },
    },
    {
      table: 'sign_ups',
      of: 'account',
      columns: ['id'],
      purpose: 'waits for somebody who wants to join to show that an address is theirs',
      ground: 'contract',
      kept: 'two days; then cleared away with the challenge',
      export: { not: 'what was confirmed became the account and the person' },
      erase: { not: 'it goes with its challenge' },
      merge: { not: 'what was confirmed became the account and the person' },
    },
    {
      table: 'devices',
      of: 'account',
      columns: ['account_id'],
      purpose: 'knows a browser again, so that strangers who guess do not keep its owner out',
      ground: 'contract',
      kept: 'until the browser is not used for 400 days, or the account goes',
      export: (run, { accountId }) =>
        run(sql`
          SELECT user_agent AS "userAgent", created_at AS "createdAt", last_used_at AS "lastUsedAt", trusted_until AS "trustedUntil"
          FROM devices WHERE account_id = ${accountId}::uuid ORDER BY created_at`),
      erase: async ({ tx }, { accountId }) => {
        await tx.sql(sql`DELETE FROM devices WHERE account_id = ${accountId}::uuid`)
      },
      merge: { not: 'a device belongs to its account' },
    },
    {
      table: 'second_factors',
      of: 'account',
      columns: ['account_id'],
      purpose: 'checks the codes of an app',
      ground: 'contract',
      kept: 'until it is removed, or the account goes',
      export: (run, { accountId }) =>
        run(sql`
          SELECT created_at AS "createdAt", confirmed_at AS "confirmedAt" FROM second_factors WHERE account_id = ${accountId}::uuid`),
      erase: async ({ tx }, { accountId }) => {
        await tx.sql(sql`DELETE FROM second_factors WHERE account_id = ${accountId}::uuid`)
      },
      merge: { not: 'a second factor belongs to its account' },
    },
    {
      table: 'recovery_codes',
      of: 'account',
      columns: ['account_id'],
      purpose: 'lets somebody in whose app is lost',
      ground: 'contract',
      kept: 'until there are new ones, or the account goes',
      export: (run, { accountId }) =>
        run(sql`
          SELECT created_at AS "createdAt", used_at AS "usedAt" FROM recovery_codes WHERE account_id = ${accountId}::uuid ORDER BY created_at`),
      erase: async ({ tx }, { accountId }) => {
        await tx.sql(sql`DELETE FROM recovery_codes WHERE account_id = ${accountId}::uuid`)
      },
      merge: { not: 'a recovery code belongs to its account' },
    },
    {
      table: 'passkeys',
      of: 'account',
      columns: ['account_id'],
      purpose: 'lets somebody in without a password',
      ground: 'contract',
      kept: 'until it is removed, or the account goes',
      export: (run, { accountId }) =>
        run(sql`
          SELECT name, rp_id AS host, created_at AS "createdAt", last_used_at AS "lastUsedAt" FROM passkeys
          WHERE account_id = ${accountId}::uuid ORDER BY created_at`),
      erase: async ({ tx }, { accountId }) => {
        await tx.sql(sql`DELETE FROM passkeys WHERE account_id = ${accountId}::uuid`)
      },
      merge: { not: 'a passkey belongs to its account' },
    },
    {
      table: 'second_step_resets',
      title: say('identity.resets.title'),
      of: 'person',
      columns: ['person_id', 'account_id', 'begun_by', 'ended_by'],
      purpose: 'helps somebody who has lost the second step of signing in, and says who helped',
      ground: 'legitimate interest',
      kept: 'half a year',
      export: (run, { tenantId, personId }) =>
        run(sql`
          SELECT status, reason, opened_at AS "openedAt", begun_at AS "begunAt", due_at AS "dueAt", ended_at AS "endedAt"
          FROM second_step_resets WHERE tenant_id = ${tenantId}::uuid AND person_id = ${personId}::uuid ORDER BY opened_at`),
      erase: async ({ tx }, { tenantId, personIds }) => {
        await tx.sql(sql`
          DELETE FROM second_step_resets WHERE tenant_id = ${tenantId}::uuid AND person_id = ANY(${personIds}::uuid[])`)
      },
      // What was begun for one of two rows does not come to mean the other: it is begun again.
      merge: async ({ tx, now }, { from, into }) => {
        await tx.sql(sql`
          UPDATE second_step_resets SET status = 'withdrawn', ended_at = ${now}
          WHERE tenant_id = ${from.tenantId}::uuid AND person_id IN (${from.personId}::uuid, ${into.personId}::uuid) AND status IN ('asked', 'waiting')`)
        await tx.sql(sql`
          UPDATE second_step_resets SET
            person_id = CASE WHEN person_id = ${from.personId}::uuid THEN ${into.personId}::uuid ELSE person_id END,
            begun_by = CASE WHEN begun_by = ${from.personId}::uuid THEN ${into.personId}::uuid ELSE begun_by END,
            ended_by = CASE WHEN ended_by = ${from.personId}::uuid THEN ${into.personId}::uuid ELSE ended_by END
          WHERE tenant_id = ${from.tenantId}::uuid AND ${from.personId}::uuid IN (person_id, begun_by, ended_by)`)
      },
      unmerge: {
        leaves: ['status', 'ended_at'],
        because: 'a reset that was withdrawn would otherwise come due unseen: it is begun again',
      },
    },
    {
      table: 'linked_identities',
      of: 'account',
      columns: ['account_id'],
      purpose: 'lets somebody in for whom an identity provider of the association vouches',
      ground: 'contract',
      kept: 'until it is unlinked, or the account goes',
      export: (run, { accountId }) =>
        run(sql`
          SELECT p.name AS provider, l.subject, l.email, l.groups, l.linked_at AS "linkedAt", l.last_used_at AS "lastUsedAt"
          FROM linked_identities l JOIN identity_providers p ON p.id = l.provider_id
          WHERE l.account_id = ${accountId}::uuid ORDER BY l.linked_at`),
      erase: async ({ tx }, { accountId }) => {
        await tx.sql(sql`DELETE FROM linked_identities WHERE account_id = ${accountId}::uuid`)
      },
      merge: { not: 'a linked identity belongs to its account' },
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
          SELECT email, phone, status, password_changed_at AS "passwordChangedAt", created_at AS "createdAt"
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
