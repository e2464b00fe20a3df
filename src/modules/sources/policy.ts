import { type Sql, sql } from '../../platform/db/sql.ts'
import { type Actor, pathsWith } from '../../platform/policy/actor.ts'
import type { Permissions } from '../../platform/policy/permissions.ts'

export const permissions = {
  'sources.manage': {
    may: 'say from which outside sources projects come in, and let them in',
    heldBy: ['administrator'],
    implies: ['projects.manage'],
  },
} as const satisfies Permissions

/** The sources that an actor looks after. `u` is the unit_places of their units. */
export function visibleSources(actor: Actor, now: Date): Sql {
  if (actor.kind === 'system')
    return actor.tenantId === null ? sql`true` : sql`u.tenant_id = ${actor.tenantId}::uuid`
  return sql`u.tenant_id = ${actor.tenantId}::uuid AND u.path <@ ANY(${pathsWith(actor, 'sources.manage', now)}::ltree[])`
}
