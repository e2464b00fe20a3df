import { sql } from '../../platform/db/sql.ts'
import type { QueryContext } from '../../platform/declare/operation.ts'
import type { OfferedOption } from '../../platform/lists/filters.ts'
import { pathsWith } from '../../platform/policy/actor.ts'

const mostOffered = 300

/** The units at which the reader holds a permission, for a filter; one that is chosen is always among them. */
export async function offerPlacesWith(
  permission: string,
  { db, actor, now }: Pick<QueryContext<never>, 'db' | 'actor' | 'now'>,
  chosen: string | null,
): Promise<Array<OfferedOption & { level: number }>> {
  const rows = await db.sql<{ id: string; name: string; depth: number }>(sql`
    SELECT o.id, o.name, o.depth FROM (
      SELECT p.unit_id AS id, p.name, p.path, nlevel(p.path) AS depth FROM unit_places p
      WHERE p.tenant_id = ${actor.tenantId}::uuid AND p.path <@ ANY(${pathsWith(actor, permission, now)}::ltree[])
      ORDER BY p.unit_id IS DISTINCT FROM ${chosen}::uuid, p.path LIMIT ${mostOffered}) AS o ORDER BY o.path`)
  const top = Math.min(...rows.map(({ depth }) => depth))
  return rows.map(({ id, name, depth }) => ({ id, name, level: depth - top }))
}
