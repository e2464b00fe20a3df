import { type Sql, sql } from '../../platform/db/sql.ts'
import { type Actor, pathsWith } from '../../platform/policy/actor.ts'
import type { Permissions } from '../../platform/policy/permissions.ts'

export const permissions = {
  'scim.provision': {
    may: 'let an identity provider keep people and groups of the association in step',
    heldBy: ['administrator'],
  },
  'scim.manage': {
    may: 'say what groups of an identity provider bring, and see what was refused to it',
    heldBy: ['administrator'],
  },
} as const satisfies Permissions

/** The groups of an association are seen by those who say for the whole of it what they bring. `g` is scim_groups. */
export function visibleGroups(actor: Actor, now: Date): Sql {
  if (actor.kind === 'system')
    return actor.tenantId === null ? sql`true` : sql`g.tenant_id = ${actor.tenantId}::uuid`
  return sql`g.tenant_id = ${actor.tenantId}::uuid AND EXISTS (SELECT 1 FROM unit_places r
    WHERE r.unit_id = g.tenant_id AND r.path = ANY(${pathsWith(actor, 'scim.manage', now)}::ltree[]))`
}
