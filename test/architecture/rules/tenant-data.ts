import { withClient } from '../../../src/platform/db/client.ts'
import type { TenantData } from '../../../src/platform/slots/tenant-data.ts'
import type { Table } from './tables.ts'

/** The tables whose rows belong to an association, as the database itself has them. */
export async function tenantTables(url: string): Promise<string[]> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ table: string }>(`
      SELECT c.relname AS table FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      WHERE a.attname = 'tenant_id' AND NOT a.attisdropped AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        AND c.relnamespace = 'public'::regnamespace
      ORDER BY 1`)
    return rows.map(({ table }) => table)
  })
}

/** What becomes of a table where its association is closed, the room that keeps it says in its slot tenantData. */
export function tenantDataFaults(
  inDatabase: readonly string[],
  data: ReadonlyMap<string, TenantData>,
  tables: readonly Pick<Table, 'owner' | 'table'>[],
): string[] {
  const ownerOf = new Map(tables.map(({ table, owner }) => [table, owner]))
  const faults: string[] = []
  const named = new Set<string>()
  for (const [room, { goes, stays = {} }] of data) {
    for (const [table, why] of Object.entries(stays))
      if (why.length < 15) faults.push(`${room} does not say why ${table} stays.`)
    for (const table of [
      ...goes.map((rows) => (typeof rows === 'string' ? rows : rows.table)),
      ...Object.keys(stays),
    ]) {
      named.add(table)
      if (ownerOf.get(table) !== room)
        faults.push(`${room} speaks of ${table}, a table of ${ownerOf.get(table) ?? 'nobody'}.`)
    }
  }
  for (const table of inDatabase)
    if (!named.has(table))
      faults.push(
        `What becomes of ${table} where its association is closed nobody says: ${ownerOf.get(table)} does so in its slot tenantData.`,
      )
  return faults
}
