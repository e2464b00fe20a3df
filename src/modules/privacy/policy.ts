import { type Sql, sql } from '../../platform/db/sql.ts'
import { type Actor, pathsWith } from '../../platform/policy/actor.ts'
import type { Permissions } from '../../platform/policy/permissions.ts'

export const permissions = {
  'privacy.merge': {
    may: 'merge two entries that are one person',
    heldBy: ['administrator'],
  },
} as const satisfies Permissions

/** The people whose entries an actor may merge: those of associations in their charge. `p` is the view people. */
export function mergeablePeople(actor: Actor, now: Date): Sql {
  if (actor.kind === 'system')
    return actor.tenantId === null ? sql`true` : sql`p.tenant_id = ${actor.tenantId}::uuid`
  return sql`p.tenant_id = ${actor.tenantId}::uuid AND EXISTS (
    SELECT 1 FROM unit_places r WHERE r.unit_id = p.tenant_id AND r.path <@ ANY(${pathsWith(actor, 'privacy.merge', now)}::ltree[]))`
}
