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
      items: await db.sql<z.output<typeof Addressees>['items'][number]>(sql`
        SELECT p.person_id AS "personId", p.called AS name, a.email, a.phone, p.locale FROM people p JOIN accounts a ON a.id = p.account_id
        WHERE p.person_id = ANY(${personIds}::uuid[]) AND a.status = 'active' ORDER BY p.person_id`),
    }
  },
})

export const readAccountLetter = query({
  name: 'identity.readAccountLetter',
  summary: 'Where to write to about an account itself',
  permission: 'system',
  input: z.strictObject({ accountId: z.uuid(), sessionId: z.uuid().nullable() }),
  output: AccountLetter,
  async run({ db, actor: { tenantId } }, { accountId, sessionId }) {
    // Of several associations it is the one that writes whose name is used; another one is not its to know of. The language serves.
    const [row] = await db.sql<NonNullable<z.output<typeof AccountLetter>>>(sql`
      SELECT CASE WHEN a.email IS NULL THEN 'phone' ELSE 'email' END AS channel, coalesce(a.email, a.phone) AS "to",
             coalesce(CASE WHEN ${tenantId}::uuid IS NULL OR p.tenant_id = ${tenantId}::uuid THEN p.called END, a.email, a.phone) AS name, coalesce(p.locale, 'en') AS locale, coalesce(p.time_zone, 'UTC') AS "timeZone",
             (SELECT json_build_object('userAgent', s.user_agent, 'ipAddress', s.ip_address) FROM sessions s
              WHERE s.id = ${sessionId}::uuid AND s.account_id = a.id) AS session
      FROM accounts a LEFT JOIN people p ON p.account_id = a.id
      WHERE a.id = ${accountId}::uuid AND coalesce(a.email, a.phone) IS NOT NULL 
      ORDER BY p.tenant_id IS NOT DISTINCT FROM ${tenantId}::uuid DESC, p.person_id LIMIT 1`)
    return row ?? null
  },
})
