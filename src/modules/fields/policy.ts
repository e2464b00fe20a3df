import { type Sql, sql } from '../../platform/db/sql.ts'
import { type Actor, pathsWith } from '../../platform/policy/actor.ts'
import type { Permissions } from '../../platform/policy/permissions.ts'

export const permissions = {
  'fields.manage': { may: 'declare the fields of an association', heldBy: ['administrator'] },
  'fields.fill': {
    may: 'see and fill in the fields of those who belong to their units',
    heldBy: ['manager', 'administrator'],
  },
} as const satisfies Permissions

/** The path of a unit where a person belongs and the actor has charge, or NULL. `p` is people. */
export function placeInCharge(actor: Actor, now: Date): Sql {
  return sql`(SELECT u.path::text FROM unit_members m JOIN unit_places u ON u.tenant_id = m.tenant_id AND u.unit_id = m.unit_id
    WHERE m.tenant_id = p.tenant_id AND m.person_id = p.person_id AND m.ended_at IS NULL
      AND (${actor.kind === 'system'} OR u.path <@ ANY(${pathsWith(actor, 'fields.fill', now)}::ltree[]))
    ORDER BY u.path LIMIT 1)`
}
