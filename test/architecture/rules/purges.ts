import { withClient } from '../../../src/platform/db/client.ts'
import type { Purge } from '../../../src/platform/slots/purges.ts'
import type { Table } from './tables.ts'

/** The tables whose rows say when they expire, as the database itself has them. */
export async function expiringTables(url: string): Promise<string[]> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ table: string }>(`
      SELECT c.relname AS table FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      WHERE a.attname = 'expires_at' AND c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
      ORDER BY 1`)
    return rows.map(({ table }) => table)
  })
}

/** What expires is cleared away by the room that keeps it: it fills the slot `purges` in its module.ts. */
export function purgeFaults(
  expiring: readonly string[],
  purges: ReadonlyMap<string, readonly Purge[]>,
  tables: readonly Pick<Table, 'owner' | 'table'>[],
): string[] {
  const ownerOf = new Map(tables.map(({ table, owner }) => [table, owner]))
  const cleared = [...purges.values()].flat().flatMap(({ table }) => table ?? [])
  const faults = expiring
    .filter((table) => !cleared.includes(table))
    .map(
      (table) =>
        `Rows of ${table} expire and nobody clears them away: ${ownerOf.get(table)} names it in its slot purges.`,
    )
  for (const [room, own] of purges)
    for (const { table, what } of own) {
      if (table !== null && ownerOf.get(table) !== room)
        faults.push(`${room} clears away rows of ${table}, a table of ${ownerOf.get(table) ?? 'nobody'}.`)
      if (!what) faults.push(`${room} does not say what it clears away of ${table}.`)
    }
  return faults
}
