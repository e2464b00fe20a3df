import { type Sql, sql } from '../../platform/db/sql.ts'
import { type Actor, pathsWith } from '../../platform/policy/actor.ts'
import type { Permissions } from '../../platform/policy/permissions.ts'
import { peopleBelow } from '../people/index.ts'

export const permissions = {
  'referrals.read': {
    may: 'see who brought whom into the association, among the people of their units',
    heldBy: ['manager', 'administrator'],
  },
  'referrals.manage': {
    may: 'say whether links of members count',
    heldBy: ['administrator'],
    implies: ['referrals.read'],
  },
} as const satisfies Permissions

/** Who brought whom, where both belong to units that the actor looks after. `r` is referrals. */
export function visibleReferrals(actor: Actor, now: Date): Sql {
  if (actor.kind === 'system')
    return actor.tenantId === null ? sql`true` : sql`r.tenant_id = ${actor.tenantId}::uuid`
  const below = peopleBelow(actor.tenantId, pathsWith(actor, 'referrals.read', now))
  return sql`r.tenant_id = ${actor.tenantId}::uuid AND r.person_id IN (${below}) AND r.referrer_id IN (${below})`
}

/** Whether links count is said for the whole association, so it takes the right at its root. */
export function rootOf({ tenantId }: Actor): { unitPath: string; tenantId: string } | null {
  return tenantId ? { unitPath: tenantId.replaceAll('-', ''), tenantId } : null
}
