import { type Sql, sql } from '../../platform/db/sql.ts'
import type { Placed } from '../../platform/declare/operation.ts'
import { type Actor, pathsWith } from '../../platform/policy/actor.ts'
import type { Permissions } from '../../platform/policy/permissions.ts'

export const permissions = {
  'identity.help': {
    may: 'help people who have lost the second step of signing in',
    heldBy: ['administrator'],
  },
  'identity.impersonate': {
    may: 'use the portal as somebody else, to help them',
    heldBy: ['administrator'],
  },
  'identity.manageProviders': {
    may: 'say by which identity providers people sign in',
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

/** Providers are those of the whole association, so it takes the right at its root. */
export function rootOf({ tenantId }: Actor): Placed | null {
  return tenantId ? { unitPath: tenantId.replaceAll('-', '') } : null
}

/**
 * The association that vouches for the session, until its user has shown a factor of the account itself; null for all
 * others. It reaches of the account only what is that association's own: whoever runs a provider, and so can sign in as
 * its people, shall not learn where else they go, nor sign them out there.
 */
function voucherOf(actor: Actor, now: Date): Sql {
  if (actor.kind !== 'account' || (actor.provenUntil ?? 0) > now.getTime()) return sql`NULL::uuid`
  return sql`(SELECT v.vouched_by FROM sessions v WHERE v.id = ${actor.sessionId}::uuid)`
}

/** Which sessions of the account one may see and end. `s` is the sessions table. */
export function sessionsInReach(actor: Actor, now: Date): Sql {
  const voucher = voucherOf(actor, now)
  return sql`(${voucher} IS NULL OR s.vouched_by = ${voucher})`
}

/** Browsers that are remembered are the account's own. */
export function devicesInReach(actor: Actor, now: Date): Sql {
  return sql`${voucherOf(actor, now)} IS NULL`
}

/** `l` is the table of linked identities. */
export function linkedInReach(actor: Actor, now: Date): Sql {
  const voucher = voucherOf(actor, now)
  return sql`(${voucher} IS NULL OR l.tenant_id = ${voucher})`
}
