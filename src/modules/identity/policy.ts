import { type Sql, sql } from '../../platform/db/sql.ts'
import { type Actor, pathsWith } from '../../platform/policy/actor.ts'
import type { Permissions } from '../../platform/policy/permissions.ts'

export const permissions = {
  'identity.help': {
    may: 'help people who have lost the second step of signing in',
    heldBy: ['administrator'],
  },
} as const satisfies Permissions

/** The resets of those who belong to units where the actor may help. `r` is second_step_resets. */
export function visibleResets(actor: Actor, now: Date): Sql {
  if (actor.kind === 'system')
    return actor.tenantId === null ? sql`true` : sql`r.tenant_id = ${actor.tenantId}::uuid`
  return sql`r.tenant_id = ${actor.tenantId}::uuid AND ${placeOf(sql`r.tenant_id`, sql`r.person_id`, pathsWith(actor, 'identity.help', now))} IS NOT NULL`
}

/** Where a person is seen from: by those who see their whole profile, and by those who may help. */
export function helpedFrom(actor: Actor, tenantId: Sql, personId: Sql, now: Date): Sql {
  if (actor.kind === 'system') return sql`replace(${tenantId}::text, '-', '_')`
  const helped = pathsWith(actor, 'identity.help', now)
  return sql`coalesce(${placeOf(tenantId, personId, helped)}, ${placeOf(tenantId, personId, pathsWith(actor, 'people.read', now))})`
}

/** A unit that somebody belongs to below one of some paths. */
function placeOf(tenantId: Sql, personId: Sql, paths: string[]): Sql {
  return sql`(SELECT u.path::text FROM unit_members m JOIN unit_places u ON u.tenant_id = m.tenant_id AND u.unit_id = m.unit_id
    WHERE m.tenant_id = ${tenantId} AND m.person_id = ${personId} AND m.ended_at IS NULL AND u.path <@ ANY(${paths}::ltree[]) ORDER BY u.path LIMIT 1)`
}
