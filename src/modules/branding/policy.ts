import { type Sql, sql } from '../../platform/db/sql.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import type { Permissions } from '../../platform/policy/permissions.ts'

export const permissions = {
  'branding.change': { may: 'change how the association looks', heldBy: ['administrator'] },
} as const satisfies Permissions

/** Everybody sees how their own association looks. `p` is unit_places. */
export function ownAssociation(actor: Actor): Sql {
  return sql`p.tenant_id = ${actor.tenantId}::uuid AND p.parent_id IS NULL`
}
