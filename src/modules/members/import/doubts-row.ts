import { sql } from '../../../platform/db/sql.ts'
import type { QueryContext } from '../../../platform/declare/operation.ts'
import { findMaybeAlike } from '../../people/index.ts'
import type { Match } from '../contract.ts'
import { placesOfMembers } from '../policy.ts'
import { nameWords, type ToldRow } from './columns.ts'
import type { TableRow } from './person-table.ts'

/** Why a row is probably somebody who is there already, or in the file already. */
export interface Doubt {
  by: 'name' | 'phone' | 'nameInFile' | 'phoneInFile'
  /** The row before it in the file that says the same. */
  row: number | null
  /** Who that is, where whoever reads it looks after them. */
  personId: string | null
  name: string | null
}

type Asking = Pick<QueryContext<never>, 'db' | 'actor' | 'now' | 'ask'>

/** The names of those among some people whom an actor looks after. */
export async function namesOf(
  { db, actor, now }: Pick<Asking, 'db' | 'actor' | 'now'>,
  personIds: readonly string[],
): Promise<Map<string, string>> {
  const seen = await db.sql<{ personId: string; name: string }>(sql`
    SELECT p.person_id AS "personId", p.display_name AS name FROM people p
    WHERE p.tenant_id = ${actor.tenantId}::uuid AND p.person_id = ANY(${[...new Set(personIds)]}::uuid[]) AND ${
      actor.kind === 'system'
        ? sql`true`
        : sql`EXISTS (SELECT 1 FROM unit_members m JOIN unit_places u ON u.tenant_id = m.tenant_id AND u.unit_id = m.unit_id
      WHERE m.tenant_id = p.tenant_id AND m.person_id = p.person_id AND m.ended_at IS NULL AND ${placesOfMembers(actor, now)})`
    }`)
  return new Map(seen.map(({ personId, name }) => [personId, name]))
}

/** What speaks for duplicates, row by row. Three statements for all rows. */
export async function doubtsOf(
  { db, actor, now, ask }: Asking,
  rows: readonly TableRow[],
  told: readonly ToldRow[],
  matches: readonly Match[],
): Promise<Doubt[][]> {
  const people = told.map(({ person: { givenName, familyName, phone } }) => ({
    givenName,
    familyName,
    phone,
  }))
  const { maybe } = await ask(findMaybeAlike, { people })
  const nameOf = await namesOf(
    { db, actor, now },
    maybe.map(({ personId }) => personId),
  )
  const doubts: Doubt[][] = told.map(() => [])
  for (const { place, by, personId } of maybe) {
    if (matches[place]?.personId === personId) continue
    const name = nameOf.get(personId) ?? null
    doubts[place]?.push({ by, row: null, personId: name === null ? null : personId, name })
  }
  const keys = await db.sql<{ place: number; phone: string }>(sql`
    SELECT (t.place - 1)::int AS place, phone_key(t.phone) AS phone
    FROM unnest(${people.map(({ phone }) => phone ?? '')}::text[]) WITH ORDINALITY AS t(phone, place) WHERE t.phone <> ''`)
  const phoneOf = new Map(keys.map(({ place, phone }) => [place, phone]))
  const said = { nameInFile: new Map<string, number>(), phoneInFile: new Map<string, number>() }
  for (const [place, { person }] of told.entries())
    for (const [by, key] of [
      ['nameInFile', nameWords(person)],
      ['phoneInFile', phoneOf.get(place) ?? ''],
    ] as const) {
      const before = said[by].get(key)
      if (before !== undefined) doubts[place]?.push({ by, row: before, personId: null, name: null })
      else if (key !== '') said[by].set(key, rows[place]?.row ?? 0)
    }
  return doubts
}
