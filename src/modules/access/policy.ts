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
  'access.makeRoles': {
    may: 'put roles together and change them',
    heldBy: ['administrator'],
    implies: ['access.read'],
  },
  'access.explain': {
    may: 'learn why somebody may do something, or may not',
    heldBy: ['manager', 'administrator'],
    implies: ['access.read'],
  },
} as const satisfies Permissions

/** The grants an actor may see. `g` is the grants table, `p` the unit_places of their units. */
export function visibleGrants(actor: Actor, now: Date): Sql {
  if (actor.kind === 'system')
    return actor.tenantId === null ? sql`true` : sql`g.tenant_id = ${actor.tenantId}::uuid`
  return sql`g.tenant_id = ${actor.tenantId}::uuid AND p.path <@ ANY(${pathsWith(actor, 'access.read', now)}::ltree[])`
}

/**
 * The roles an actor may see: those made where they see grants, and those made above, which exist there. `p` is the
 * unit_places of the units of roles, `r` the roles table.
 */
export function visibleRoles(actor: Actor, now: Date): Sql {
  if (actor.kind === 'system')
    return actor.tenantId === null ? sql`true` : sql`r.tenant_id = ${actor.tenantId}::uuid`
  const paths = pathsWith(actor, 'access.read', now)
  return sql`r.tenant_id = ${actor.tenantId}::uuid AND (p.path <@ ANY(${paths}::ltree[]) OR p.path @> ANY(${paths}::ltree[]))`
}
