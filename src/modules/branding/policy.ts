import { type Sql, sql } from '../../platform/db/sql.ts'
import { type Actor, pathsWith } from '../../platform/policy/actor.ts'
import type { Permissions } from '../../platform/policy/permissions.ts'

export const permissions = {
  'branding.change': { may: 'change how the association looks', heldBy: ['administrator'] },
} as const satisfies Permissions

/** The units that an actor may see. `p` is unit_places. */
export function visibleUnits(actor: Actor, now: Date): Sql {
  if (actor.kind === 'system')
    return actor.tenantId === null ? sql`true` : sql`p.tenant_id = ${actor.tenantId}::uuid`
  return sql`p.tenant_id = ${actor.tenantId}::uuid AND p.path <@ ANY(${pathsWith(actor, 'units.read', now)}::ltree[])`
}

/** Everybody sees how their own association looks. `p` is unit_places. */
export function ownAssociation(actor: Actor): Sql {
  return sql`p.tenant_id = ${actor.tenantId}::uuid AND p.parent_id IS NULL`
}
