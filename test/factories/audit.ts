import { type AuditEntryRow, hashOf } from '../../src/platform/audit/entry.ts'
import type { PersonalValues, RecordedChange } from '../../src/platform/audit/recorded-change.ts'
import { decryptFor, findPersonKeys } from '../../src/platform/crypto/person-keys.ts'
import { join, sql, trusted } from '../../src/platform/db/sql.ts'
import type { Portal } from '../support/portal.ts'

export type ReadEntry = Omit<AuditEntryRow, 'origin' | 'changes'> & {
  origin: { ipAddress: string | null; userAgent: string | null } | null
  changes: Array<RecordedChange & { values?: PersonalValues }>
  hash: Buffer
  /** Whether the hash is that of what stands here. */
  intact: boolean
}

/** Entries with these values in their columns, newest first, with all that the keys still open. */
export async function auditEntries(
  { app }: Portal,
  columns: Partial<Record<keyof AuditEntryRow, string>>,
): Promise<ReadEntry[]> {
  const conditions = Object.entries(columns).map(
    ([column, value]) => sql`${trusted(`e.${column}::text`)} = ${value}`,
  )
  const rows = await app.database.sql<AuditEntryRow & { hash: Buffer }>(
    sql`SELECT e.*, e.changes::text AS changes FROM audit_entries e WHERE ${join(conditions, ' AND ')} ORDER BY e.id DESC`,
  )
  const parsed = rows.map((row) => ({ row, changes: JSON.parse(row.changes) as RecordedChange[] }))
  const ids = parsed.flatMap(({ row, changes }) => [
    ...(row.origin_key ? [row.origin_key] : []),
    ...changes.flatMap(({ personal }) => (personal ? [personal.key] : [])),
  ])
  const keys = await findPersonKeys(app.database.sql, app.services.crypto, ids)
  return parsed.map(({ row, changes }) => {
    const key = keys.get(row.origin_key ?? '')
    return {
      ...row,
      origin:
        key && row.origin ? (decryptFor(key, `${row.id} origin`, row.origin) as ReadEntry['origin']) : null,
      changes: changes.map((change, index) => {
        const holder = keys.get(change.personal?.key ?? '')
        if (!holder || !change.personal?.data) return change
        const data = Buffer.from(change.personal.data, 'base64')
        return { ...change, values: decryptFor(holder, `${row.id} change ${index}`, data) as PersonalValues }
      }),
      intact: hashOf(row).equals(row.hash),
    }
  })
}
