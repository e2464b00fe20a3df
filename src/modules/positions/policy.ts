import { type Sql, sql } from '../../platform/db/sql.ts'
import type { Rule } from '../../platform/declare/operation.ts'
import { type Actor, authorityFor, pathsWith, personBehind } from '../../platform/policy/actor.ts'
import type { Permissions } from '../../platform/policy/permissions.ts'
import { type Place, unitClosed } from './position.ts'

export const permissions = {
  'positions.read': {
    may: 'see who holds which position now',
    heldBy: ['member', 'manager', 'administrator'],
  },
  'positions.appoint': {
    may: 'appoint people to positions, end their terms, and see all of them',
    heldBy: ['manager', 'administrator'],
    implies: ['positions.read'],
  },
  'positions.declare': {
    may: 'say which positions there are, and what each carries',
    heldBy: ['administrator'],
    implies: ['positions.read'],
  },
} as const satisfies Permissions

/**
 * The terms that an actor may see: all where they appoint, all of their own, and elsewhere those that run now. `t` is the
 * terms table, `p` the unit_places of their units.
 */
export function visibleTerms(actor: Actor, now: Date): Sql {
  if (actor.kind === 'system')
    return actor.tenantId === null ? sql`true` : sql`t.tenant_id = ${actor.tenantId}::uuid`
  const own = personBehind(actor)
  return sql`t.tenant_id = ${actor.tenantId}::uuid AND (${appointedAt(actor, now)} OR t.person_id = ${own}::uuid
    OR (t.starts_at <= ${now} AND (t.ends_at IS NULL OR t.ends_at > ${now})
      AND p.path <@ ANY(${pathsWith(actor, 'positions.read', now)}::ltree[])))`
}

/** Where an actor may see positions. `p` is unit_places. */
export function visiblePlaces(actor: Actor, now: Date): Sql {
  return placesWith('positions.read', actor, now)
}

/** Where an actor appoints. `p` is unit_places. */
export function placesToAppoint(actor: Actor, now: Date): Sql {
  return placesWith('positions.appoint', actor, now)
}

function placesWith(permission: keyof typeof permissions, actor: Actor, now: Date): Sql {
  if (actor.kind === 'system')
    return actor.tenantId === null ? sql`true` : sql`p.tenant_id = ${actor.tenantId}::uuid`
  return sql`p.tenant_id = ${actor.tenantId}::uuid AND p.path <@ ANY(${pathsWith(actor, permission, now)}::ltree[])`
}

/** Whether an actor appoints at the place `p`, for columns that others do not read. */
export function appointedAt(actor: Actor, now: Date): Sql {
  if (actor.kind === 'system') return sql`true`
  return sql`p.path <@ ANY(${pathsWith(actor, 'positions.appoint', now)}::ltree[])`
}

export const onlyWhileOpen: Rule<Place> = (_actor, { status }) => (status === 'closed' ? unitClosed() : null)

/**
 * Whom an actor may appoint at a place. `h` is people. Whoever appoints in the whole association may take anybody of it; others
 * take those who belong to the unit or below.
 */
export function candidatesOf(actor: Actor, { tenantId, unitPath }: Place, now: Date): Sql {
  const [root = ''] = unitPath.split('.')
  const anybody = actor.kind === 'system' || authorityFor(actor, 'positions.appoint', root, now) !== null
  return sql`h.tenant_id = ${tenantId}::uuid AND (${anybody} OR EXISTS (
    SELECT FROM unit_members m JOIN unit_places w ON w.unit_id = m.unit_id
    WHERE m.tenant_id = h.tenant_id AND m.person_id = h.person_id AND m.ended_at IS NULL AND w.path <@ ${unitPath}::ltree))`
}
