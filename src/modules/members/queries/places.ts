import { sql } from '../../../platform/db/sql.ts'
import type { QueryContext } from '../../../platform/declare/operation.ts'
import { placesOfMembers } from '../policy.ts'

/** More than these nobody looks through; units of a larger association are found by their names. */
const mostOffered = 300

/** The units whose members the reader may see, as a tree to choose from. */
export async function offerPlaces(
  { db, actor, now }: Pick<QueryContext<never>, 'db' | 'actor' | 'now'>,
  chosen: string | null = null,
): Promise<Array<{ id: string; name: string; level: number }>> {
  const rows = await db.sql<{ id: string; name: string; path: string }>(sql`
    SELECT o.id, o.name, o.path::text AS path FROM (
      SELECT u.unit_id AS id, u.name, u.path FROM unit_places u WHERE ${placesOfMembers(actor, now)}
      ORDER BY u.unit_id IS DISTINCT FROM ${chosen}::uuid, u.path LIMIT ${mostOffered}) AS o
    ORDER BY o.path`)
  const level = (path: string) => path.split('.').length
  const top = Math.min(...rows.map(({ path }) => level(path)))
  return rows.map(({ id, name, path }) => ({ id, name, level: level(path) - top }))
}
