import { type Sql, sql } from '../../platform/db/sql.ts'
import { type Actor, pathsWith } from '../../platform/policy/actor.ts'
import type { Permissions } from '../../platform/policy/permissions.ts'

export const permissions = {
  'people.read': {
    may: 'see the whole profile of those who belong to their units',
    heldBy: ['manager', 'administrator'],
  },
} as const satisfies Permissions

/** How much of a person an actor sees: everything of oneself and of those in one's charge, else what they show. */
export type Sight = 'self' | 'staff' | 'member'

/**
 * SQL that gives the sight of a person, or NULL where the actor sees nothing of them. `p` is the persons table.
 * Members see of each other what somebody shows them, and only within their association.
 */
export function sightOf(actor: Actor, now: Date): Sql {
  if (actor.kind === 'system')
    return actor.tenantId === null
      ? sql`'staff'`
      : sql`CASE WHEN p.tenant_id = ${actor.tenantId}::uuid THEN 'staff' END`
  if (actor.kind === 'visitor') return sql`NULL::text`
  return sql`CASE
    WHEN p.tenant_id IS DISTINCT FROM ${actor.tenantId}::uuid THEN NULL
    WHEN p.id = ${actor.personId}::uuid THEN 'self'
    WHEN EXISTS (SELECT 1 FROM unit_members m JOIN unit_places u ON u.tenant_id = m.tenant_id AND u.unit_id = m.unit_id
      WHERE m.tenant_id = p.tenant_id AND m.person_id = p.id AND m.ended_at IS NULL AND u.path <@ ANY(${pathsWith(actor, 'people.read', now)}::ltree[])) THEN 'staff'
    WHEN p.shown_to = 'members' AND ${actor.personId}::uuid IS NOT NULL THEN 'member'
  END`
}
