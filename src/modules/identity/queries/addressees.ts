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
        SELECT p.id AS "personId", p.given_name AS name, a.email, p.locale FROM persons p JOIN accounts a ON a.id = p.account_id
        WHERE p.id = ANY(${personIds}::uuid[]) AND p.deleted_at IS NULL AND a.status = 'active' ORDER BY p.id`),
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
      SELECT a.email, coalesce(p.given_name, a.email) AS name, coalesce(p.locale, 'en') AS locale, coalesce(p.time_zone, 'UTC') AS "timeZone",
             a.password_changed_at AS "changedAt"
      FROM accounts a LEFT JOIN persons p ON p.account_id = a.id AND p.deleted_at IS NULL
      WHERE a.id = ${accountId}::uuid ORDER BY p.id LIMIT 1`)
    return row ?? null
  },
})
