import { type Sql, sql } from '../../platform/db/sql.ts'
import { type Actor, authorityFor, pathsWith } from '../../platform/policy/actor.ts'
import type { Permissions } from '../../platform/policy/permissions.ts'
import { pathLabel } from '../units/index.ts'

export const permissions = {
  'privacy.merge': {
    may: 'merge two entries that are one person',
    heldBy: ['administrator'],
  },
} as const satisfies Permissions

/** Whether an actor merges entries of their whole association. */
export function isInChargeOfMerges(actor: Actor, now: Date): boolean {
  if (actor.kind === 'system') return true
  return (
    actor.tenantId !== null && authorityFor(actor, 'privacy.merge', pathLabel(actor.tenantId), now) !== null
  )
}

/** The merges that an actor may see and undo: `m` is person_merges, `r` the root of their association. */
export function mergesInCharge(actor: Actor, now: Date): Sql {
  if (actor.kind === 'system')
    return actor.tenantId === null ? sql`true` : sql`m.tenant_id = ${actor.tenantId}::uuid`
  return sql`m.tenant_id = ${actor.tenantId}::uuid AND r.path <@ ANY(${pathsWith(actor, 'privacy.merge', now)}::ltree[])`
}

/** The people whose entries an actor may merge: those of associations in their charge. `p` is the view people. */
export function mergeablePeople(actor: Actor, now: Date): Sql {
  if (actor.kind === 'system')
    return actor.tenantId === null ? sql`true` : sql`p.tenant_id = ${actor.tenantId}::uuid`
  return sql`p.tenant_id = ${actor.tenantId}::uuid AND EXISTS (
    SELECT 1 FROM unit_places r WHERE r.unit_id = p.tenant_id AND r.path <@ ANY(${pathsWith(actor, 'privacy.merge', now)}::ltree[]))`
}
