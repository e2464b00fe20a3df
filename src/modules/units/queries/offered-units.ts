import { sql } from '../../../platform/db/sql.ts'
import type { QueryContext } from '../../../platform/declare/operation.ts'
import { visibleUnits } from '../policy.ts'

/** The tree as a list to choose from. The units of an association that is larger are found by their names. */
const mostOffered = 300

/** Units that have others below them, as far as the reader sees them: what "at or below" is worth asking of. */
export async function offerUnits(
  { db, actor, now }: Pick<QueryContext<never>, 'db' | 'actor' | 'now'>,
  chosen: string | null,
): Promise<Array<{ id: string; name: string; level: number }>> {
  const rows = await db.sql<{ id: string; name: string; path: string }>(sql`
    SELECT o.id, o.name, o.path::text AS path FROM (
      SELECT u.id, u.name, u.path FROM units u
      WHERE ${visibleUnits(actor, now)} AND (u.id = ${chosen}::uuid OR EXISTS (
        SELECT 1 FROM units c WHERE c.tenant_id = u.tenant_id AND c.parent_id = u.id))
      ORDER BY u.id IS DISTINCT FROM ${chosen}::uuid, u.path LIMIT ${mostOffered}) AS o
    ORDER BY o.path`)
  const top = Math.min(...rows.map(({ path }) => levelOf(path)))
  return rows.map(({ id, name, path }) => ({ id, name, level: levelOf(path) - top }))
}

function levelOf(path: string): number {
  return path.split('.').length
}
