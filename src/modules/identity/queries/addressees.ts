import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { AccountLetter, Addressees, ListAddressees } from '../contract.ts'
import { query } from '../room.ts'

/** Names and addresses of people whom a job writes to. */
export const listAddressees = query({
  name: 'identity.listAddressees',
  summary: 'Names and addresses of people to write to',
  permission: 'system',
  input: ListAddressees,
  output: Addressees,
  async run({ db }, { personIds }) {
    return {
      items: await db.sql<{ personId: string; name: string; email: string; locale: string }>(sql`
        SELECT p.person_id AS "personId", p.called AS name, a.email, p.locale FROM people p JOIN accounts a ON a.id = p.account_id
        WHERE p.person_id = ANY(${personIds}::uuid[]) AND a.status = 'active' ORDER BY p.person_id`),
    }
  },
})

export const readAccountLetter = query({
  name: 'identity.readAccountLetter',
  summary: 'Address and name behind an account, for a mail about the account itself',
  permission: 'system',
  input: z.strictObject({ accountId: z.uuid() }),
  output: AccountLetter,
  async run({ db }, { accountId }) {
    const [row] = await db.sql<{
      email: string
      name: string
      locale: string
      timeZone: string
      changedAt: Date
    }>(sql`
      SELECT a.email, coalesce(p.called, a.email) AS name, coalesce(p.locale, 'en') AS locale, coalesce(p.time_zone, 'UTC') AS "timeZone",
             a.password_changed_at AS "changedAt"
      FROM accounts a LEFT JOIN people p ON p.account_id = a.id
      WHERE a.id = ${accountId}::uuid ORDER BY p.person_id LIMIT 1`)
    return row ?? null
  },
})
