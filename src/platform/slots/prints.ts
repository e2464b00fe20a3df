import { z } from 'zod'
import type { RunSql } from '../db/database.ts'
import { join, type Sql, sql, trusted } from '../db/sql.ts'
import { isOmission, type PersonalTable } from './personal-data.ts'
import type { Slots } from './slots.ts'

/**
 * What there is of a person at a moment, as hashes: by table and column. Two of them say whether anything has changed
 * since, and where, in whichever room; a room that fills the slot `personalData` is looked at without further work.
 */
export const Prints = z.strictObject({
  v: z.literal(1),
  tables: z.record(z.string(), z.record(z.string(), z.string())),
})
export type Prints = z.output<typeof Prints>

/** The tables in which what a person is, has and does stands: those that a merge moves. */
export function holdingTables(slots: Pick<Slots, 'personalData'>): PersonalTable[] {
  return [...slots.personalData.values()]
    .flatMap(({ tables }) => tables)
    .filter(({ of, merge }) => of === 'person' && !isOmission(merge))
}

/** In one statement, so that whoever looks at thousands asks as often as for one. */
export async function printsOf(
  run: RunSql,
  tables: readonly PersonalTable[],
  tenantId: string,
  personIds: readonly string[],
): Promise<Map<string, Prints>> {
  const found = await run<{ personId: string; table: string; columns: Record<string, string> }>(sql`
    WITH asked AS MATERIALIZED (SELECT o.id, ${tenantId}::uuid AS tenant_id FROM unnest(${personIds}::uuid[]) AS o(id))
    ${join(tables.map(printOf), ' UNION ALL ')}`)
  const prints = new Map(personIds.map((personId): [string, Prints] => [personId, { v: 1, tables: {} }]))
  for (const { personId, table, columns } of found) {
    const of = prints.get(personId)
    if (of) of.tables[table] = columns
  }
  return prints
}

/** A column by itself, so that one which a later version adds makes nothing look changed. */
function printOf({ table, columns }: PersonalTable): Sql {
  const isAbout = join(
    columns.map((column) => sql`t.${trusted(column)} = o.id`),
    ' OR ',
  )
  return sql`SELECT h.id AS "personId", ${trusted(`'${table}'`)} AS "table", jsonb_object_agg(h.key, h.hash) AS columns FROM (
      SELECT o.id, e.key, left(md5(string_agg(e.value::text, '|' ORDER BY e.value::text)), 12) AS hash
      FROM asked o JOIN ${trusted(table)} t ON t.tenant_id = o.tenant_id AND (${isAbout})
      CROSS JOIN LATERAL jsonb_each(to_jsonb(t)) e GROUP BY o.id, e.key) h
    GROUP BY h.id`
}

/** That somebody wrote is none of what stands there: who wrote something and took it back has changed nothing. */
const notTold = new Set(['version', 'updated_at'])

/** The tables in which something has changed. */
export function changedTables(before: Prints, after: Prints): string[] {
  const tables = new Set([...Object.keys(before.tables), ...Object.keys(after.tables)])
  return [...tables].filter((table) => {
    const [then, since] = [before.tables[table], after.tables[table]]
    if (!then || !since) return true
    return Object.entries(then).some(
      ([column, hash]) => !notTold.has(column) && column in since && since[column] !== hash,
    )
  })
}
