import { type Sql, sql, trusted } from '../../platform/db/sql.ts'
import { type Actor, pathsWith } from '../../platform/policy/actor.ts'
import type { Permissions } from '../../platform/policy/permissions.ts'
import { keptFromAudit } from '../applications/index.ts'

export const permissions = {
  'audit.read': {
    may: 'read the audit of the association',
    heldBy: ['administrator'],
    onlyAtRoot: true,
  },
  'audit.readPersonal': {
    may: 'see personal values in the audit, which the audit then says',
    heldBy: ['administrator'],
    implies: ['audit.read'],
    onlyAtRoot: true,
    closedToVisits: true,
  },
} as const satisfies Permissions

/**
 * The entries an actor may see: those of the own association, for who may read them at its root, but for what they are to know nothing of
 * yet. `a` is audit_trail.
 */
export function visibleEntries(actor: Actor, now: Date): Sql {
  if (actor.kind === 'system')
    return actor.tenantId === null ? sql`true` : sql`a.tenant_id = ${actor.tenantId}::uuid`
  // An entry lies at no unit, so who may read the audit of a chapter alone would read that of everybody.
  const atRoot =
    actor.tenantId !== null && pathsWith(actor, 'audit.read', now).includes(rootPath(actor.tenantId))
  return atRoot
    ? sql`(a.tenant_id = ${actor.tenantId}::uuid AND NOT ${keptFromAudit(actor, now)})`
    : trusted('false')
}

export function rootPath(tenantId: string): string {
  return tenantId.replaceAll('-', '')
}
