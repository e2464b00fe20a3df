import { withClient } from '../../../src/platform/db/client.ts'
import { isOmission, type PersonalData } from '../../../src/platform/slots/personal-data.ts'
import type { Table } from './tables.ts'

export interface Reference {
  table: string
  column: string
}

/** The columns by which rows lead to a person or an account, as the database itself has them. */
export async function referencesToPeople(url: string): Promise<Reference[]> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<Reference>(`
      SELECT DISTINCT c.conrelid::regclass::text AS table, a.attname AS column FROM pg_constraint c
      JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY(c.conkey)
      WHERE c.contype = 'f' AND c.confrelid IN ('persons'::regclass, 'accounts'::regclass) AND a.attname <> 'tenant_id'
      ORDER BY 1, 2`)
    return rows
  })
}

/**
 * What becomes of somebody's data is said by the room that keeps it: each table that leads to a person or an account
 * stands in the slot `personalData` of its owner, with how it is handed out, erased and merged, or why it is not.
 */
export function personalDataFaults(
  references: readonly Reference[],
  slots: ReadonlyMap<string, PersonalData>,
  tables: readonly Pick<Table, 'owner' | 'table'>[],
): string[] {
  const faults: string[] = []
  const ownerOf = new Map(tables.map(({ table, owner }) => [table, owner]))
  for (const { table, column } of references) {
    const owner = ownerOf.get(table) ?? 'nobody'
    const said = slots.get(owner)?.tables.find((each) => each.table === table)
    if (!said)
      faults.push(
        `${table} leads to people, but ${owner} does not name it in its slot personalData (personal-data.ts).`,
      )
    else if (!said.columns.includes(column))
      faults.push(`${owner} says what becomes of ${table}, but not that ${column} leads to people.`)
  }
  for (const [room, { tables: said }] of slots)
    for (const each of said) {
      if (ownerOf.get(each.table) !== room)
        faults.push(`${room} speaks of ${each.table}, a table of ${ownerOf.get(each.table) ?? 'nobody'}.`)
      // The name of a table tells nobody what they are about to merge; `persons` is what is merged.
      if (each.of === 'person' && each.table !== 'persons' && !isOmission(each.merge) && !each.title)
        faults.push(`${room} merges ${each.table} and does not say what people call it (title).`)
      for (const part of [each.export, each.erase, each.merge])
        if (isOmission(part) && part.not.length < 20)
          faults.push(`${room} leaves ${each.table} out and does not say why.`)
    }
  return faults
}
