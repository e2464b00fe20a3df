import { type Sql, sql } from '../../platform/db/sql.ts'
import { type Actor, pathsWith } from '../../platform/policy/actor.ts'
import type { Permissions } from '../../platform/policy/permissions.ts'

export const permissions = {
  'views.share': { may: 'share views of lists with a unit', heldBy: ['manager', 'administrator'] },
} as const satisfies Permissions

/** The views an actor may open: their own, and those shared with a unit that they belong to or look after. `v` is list_views. */
export function visibleViews(actor: Actor, now: Date): Sql {
  if (actor.kind !== 'account') return sql`false`
  return sql`v.tenant_id = ${actor.tenantId}::uuid AND (v.owner_id = ${actor.personId}::uuid OR v.shared_at IN (
    SELECT p.unit_id FROM unit_places p
    WHERE p.tenant_id = ${actor.tenantId}::uuid AND (p.path <@ ANY(${pathsWith(actor, 'views.share', now)}::ltree[])
      OR p.path @> ANY(ARRAY(SELECT b.path FROM unit_members m JOIN unit_places b ON b.unit_id = m.unit_id
        WHERE m.tenant_id = ${actor.tenantId}::uuid AND m.person_id = ${actor.personId}::uuid AND m.ended_at IS NULL)))))`
}

/** Where an actor may share. `p` is unit_places. */
export function placesToShare(actor: Actor, now: Date): Sql {
  return sql`p.tenant_id = ${actor.tenantId}::uuid AND p.path <@ ANY(${pathsWith(actor, 'views.share', now)}::ltree[])`
}
