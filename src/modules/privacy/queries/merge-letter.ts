import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { MergeLetter } from '../contract.ts'
import { keptChanges } from '../merge-row.ts'
import { query } from '../room.ts'

interface Reader {
  email: string | null
  phone: string | null
  name: string | null
  locale: string | null
  timeZone: string | null
}

/**
 * Whom to tell, where, by which account they get in. Of an account that ended by the merge nothing is left but what is kept,
 * sealed, to undo it: its address is read there. Null where there is nobody to write to.
 */
export const readMergeLetter = query({
  name: 'privacy.readMergeLetter',
  summary: 'What to write to somebody whose two entries became one, or were parted again',
  permission: 'system',
  input: z.strictObject({ mergeId: z.uuid() }),
  output: MergeLetter,
  async run({ db, services }, { mergeId }) {
    const [merge] = await db.sql<{ mergedId: string; undone: boolean; kept: string | null } & Reader>(sql`
      SELECT m.merged_id AS "mergedId", m.undone_at IS NOT NULL AS undone, coalesce(k.email::text, k.phone) AS kept,
        a.email::text AS email, a.phone, p.called AS name, p.locale, p.time_zone AS "timeZone"
      FROM person_merges m
      LEFT JOIN people h ON h.tenant_id = m.tenant_id AND h.person_id = m.kept_id
      LEFT JOIN account_addresses k ON k.account_id = h.account_id
      LEFT JOIN people p ON p.tenant_id = m.tenant_id AND p.person_id = m.merged_id
      LEFT JOIN account_addresses a ON a.account_id = p.account_id
      WHERE m.id = ${mergeId}::uuid`)
    if (!merge) return null
    const reader = merge.undone
      ? merge
      : readerIn(await keptChanges(db.sql, services, mergeId), merge.mergedId)
    const to = reader.email ?? reader.phone
    if (to === null || merge.kept === null) return null
    return {
      channel: reader.email === null ? ('phone' as const) : ('email' as const),
      to,
      name: reader.name ?? to,
      locale: reader.locale ?? 'en',
      timeZone: reader.timeZone ?? 'UTC',
      keptAddress: masked(merge.kept),
    }
  },
})

/** What the rows said before the merge. */
function readerIn(changes: Awaited<ReturnType<typeof keptChanges>>, mergedId: string): Reader {
  const before = (table: string, isIt: (row: Record<string, unknown>) => boolean) =>
    changes.find((each) => each.table === table && each.before && isIt({ ...each.key, ...each.before }))
      ?.before
  const account = before('accounts', () => true)
  const person = before('persons', ({ id }) => id === mergedId)
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null)
  return {
    email: text(account?.email),
    phone: text(account?.phone),
    name: text(person?.given_name) ?? text(person?.display_name),
    locale: text(person?.locale),
    timeZone: text(person?.time_zone),
  }
}

/** Enough for whoever has the address to know it, and too little for somebody else to write to it. */
function masked(address: string): string {
  const [local = '', domain] = address.split('@')
  return domain === undefined ? `…${address.slice(-3)}` : `${local.slice(0, 1)}…@${domain}`
}
