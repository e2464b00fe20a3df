import { type Sql, sql } from '../../platform/db/sql.ts'
import { type Actor, pathsWith } from '../../platform/policy/actor.ts'
import type { Permissions } from '../../platform/policy/permissions.ts'

export const permissions = {
  'access.read': { may: 'see who holds which role', heldBy: ['manager', 'administrator'] },
  'access.manage': {
    may: 'give roles to people and take them back',
    heldBy: ['administrator'],
    implies: ['access.read'],
  },
} as const satisfies Permissions

/** The grants an actor may see. `g` is the grants table, `p` the unit_places of their units. */
export function visibleGrants(actor: Actor, now: Date): Sql {
  if (actor.kind === 'system')
    return actor.tenantId === null ? sql`true` : sql`g.tenant_id = ${actor.tenantId}::uuid`
  return sql`g.tenant_id = ${actor.tenantId}::uuid AND p.path <@ ANY(${pathsWith(actor, 'access.read', now)}::ltree[])`
}
