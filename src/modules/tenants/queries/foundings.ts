import type { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { accountOf } from '../../../platform/policy/actor.ts'
import { FoundingLetter, FoundingReference, Foundings, MyFoundings, Nothing } from '../contract.ts'
import { type FoundingRow, foundingColumns, toFounding } from '../founding-row.ts'
import { query } from '../room.ts'

const mostShown = 200

export const listMyFoundings = query({
  name: 'tenants.listMyFoundings',
  summary: 'List the associations that you founded, or asked to found, and who may found one here',
  permission: 'signed-in',
  input: Nothing,
  output: MyFoundings,
  http: { method: 'get', path: '/foundings' },
  async run({ db, actor, services }) {
    const rows = await db.sql<FoundingRow>(sql`
      SELECT ${foundingColumns} FROM foundings f WHERE f.account_id = ${accountOf(actor)}::uuid ORDER BY f.id DESC LIMIT ${mostShown}`)
    const { FOUNDING, FOUNDING_DOMAIN } = services.config
    return { founding: FOUNDING, domain: FOUNDING_DOMAIN ?? null, items: rows.map(toFounding) }
  },
})

export const listFoundings = query({
  name: 'tenants.listFoundings',
  summary: 'List who asks to found an association, and who has asked',
  permission: 'platform',
  input: Nothing,
  output: Foundings,
  http: { method: 'get', path: '/platform/foundings' },
  async run({ db }) {
    const rows = await db.sql<FoundingRow & { founder: string | null }>(sql`
      SELECT ${foundingColumns}, coalesce(a.email::text, a.phone) AS founder
      FROM foundings f LEFT JOIN account_addresses a ON a.account_id = f.account_id
      ORDER BY f.state <> 'asked', f.id DESC LIMIT ${mostShown}`)
    return {
      items: rows.map((row) => ({
        ...toFounding(row),
        founder: row.founder,
        founderName: [row.givenName, row.familyName].filter((part) => part !== null).join(' '),
      })),
    }
  },
})

/** For the mail that tells the founder. */
export const readFoundingLetter = query({
  name: 'tenants.readFoundingLetter',
  summary: 'What was answered to who asked to found an association',
  permission: 'system',
  input: FoundingReference,
  output: FoundingLetter,
  async run({ db }, { foundingId }) {
    const [row] = await db.sql<NonNullable<z.output<typeof FoundingLetter>>>(sql`
      SELECT f.account_id AS "accountId", f.name, f.state, f.reason, f.locale FROM foundings f
      WHERE f.id = ${foundingId}::uuid AND f.account_id IS NOT NULL`)
    return row ?? null
  },
})
