import { sql } from '../../../platform/db/sql.ts'
import type { QueryContext } from '../../../platform/declare/operation.ts'
import { findMaybeAlike } from '../../people/index.ts'
import type { Match } from '../contract.ts'
import { placesOfMembers } from '../policy.ts'
import { nameWords, type ToldRow } from './columns.ts'

/** Why a row is probably somebody who is there already, or in the file already. */
export interface Doubt {
  by: 'name' | 'phone' | 'nameInFile'
  /** Who that is, where whoever reads it looks after them. */
  personId: string | null
  name: string | null
}

type Asking = Pick<QueryContext<never>, 'db' | 'actor' | 'now' | 'ask'>

/** What speaks for duplicates, row by row: each reason once. Two statements for all rows. */
export async function doubtsOf(
  { db, actor, now, ask }: Asking,
  told: readonly ToldRow[],
  matches: readonly Match[],
): Promise<Doubt[][]> {
  const people = told.map(({ person: { givenName, familyName, phone } }) => ({
    givenName,
    familyName,
    phone,
  }))
  const { maybe } = await ask(findMaybeAlike, { people })
  const ids = [...new Set(maybe.map(({ personId }) => personId))]
  const seen = await db.sql<{ personId: string; name: string }>(sql`
    SELECT p.person_id AS "personId", p.display_name AS name FROM people p
    WHERE p.tenant_id = ${actor.tenantId}::uuid AND p.person_id = ANY(${ids}::uuid[]) AND ${
      actor.kind === 'system'
        ? sql`true`
        : sql`EXISTS (SELECT 1 FROM unit_members m JOIN unit_places u ON u.tenant_id = m.tenant_id AND u.unit_id = m.unit_id
      WHERE m.tenant_id = p.tenant_id AND m.person_id = p.person_id AND m.ended_at IS NULL AND ${placesOfMembers(actor, now)})`
    }`)
  const nameOf = new Map(seen.map(({ personId, name }) => [personId, name]))
  const doubts: Doubt[][] = told.map(() => [])
  for (const { place, by, personId } of maybe) {
    if (matches[place]?.personId === personId) continue
    const name = nameOf.get(personId) ?? null
    doubts[place]?.push({ by, personId: name === null ? null : personId, name })
  }
  const said = new Set<string>()
  for (const [place, { person }] of told.entries()) {
    const words = nameWords(person)
    if (words !== '' && said.has(words)) doubts[place]?.push({ by: 'nameInFile', personId: null, name: null })
    said.add(words)
  }
  return doubts
}
