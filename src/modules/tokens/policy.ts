import { type Sql, sql } from '../../platform/db/sql.ts'
import { type Actor, pathsWith, personOf } from '../../platform/policy/actor.ts'
import type { Permissions } from '../../platform/policy/permissions.ts'

export const permissions = {
  'tokens.manage': { may: 'see the API tokens of people and end them', heldBy: ['administrator'] },
} as const satisfies Permissions

/** The tokens of others that an actor may see. `k` is api_tokens, `u` the unit_places of their units. */
export function visibleTokens(actor: Actor, now: Date): Sql {
  if (actor.kind === 'system')
    return actor.tenantId === null ? sql`true` : sql`k.tenant_id = ${actor.tenantId}::uuid`
  return sql`k.tenant_id = ${actor.tenantId}::uuid AND u.path <@ ANY(${pathsWith(actor, 'tokens.manage', now)}::ltree[])`
}

/** One's own. `k` is api_tokens. */
export function ownTokens(actor: Actor): Sql {
  return sql`k.tenant_id = ${actor.tenantId}::uuid AND k.person_id = ${personOf(actor)}::uuid`
}

/** Where one may make tokens for: units that one sees. `u` is unit_places. */
export function placesForTokens(actor: Actor, now: Date): Sql {
  return sql`u.tenant_id = ${actor.tenantId}::uuid AND u.path <@ ANY(${pathsWith(actor, 'units.read', now)}::ltree[])`
}
