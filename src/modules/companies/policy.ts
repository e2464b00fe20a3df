import { type Sql, sql } from '../../platform/db/sql.ts'
import type { Rule } from '../../platform/declare/operation.ts'
import { type Actor, authorityFor, pathsWith, personBehind } from '../../platform/policy/actor.ts'
import type { Permissions } from '../../platform/policy/permissions.ts'
import { isMember } from '../people/index.ts'
import { type CompanyRow, hasPower, notPowered, type Reader, suspendedCompany } from './company.ts'
import { mayChangeWork, type WorkRow } from './work.ts'

export const permissions = {
  'companies.read': {
    may: 'see the companies of the association with all that they gave',
    heldBy: ['administrator'],
  },
  'companies.decide': {
    may: 'verify companies and suspend them',
    heldBy: ['administrator'],
    implies: ['companies.read'],
  },
} as const satisfies Permissions

/** The companies that an actor may see all of. `c` is the companies table, `r` the unit_places of the association. */
export function visibleCompanies(actor: Actor, now: Date): Sql {
  if (actor.kind === 'system')
    return actor.tenantId === null ? sql`true` : sql`c.tenant_id = ${actor.tenantId}::uuid`
  return sql`c.tenant_id = ${actor.tenantId}::uuid AND r.path <@ ANY(${pathsWith(actor, 'companies.read', now)}::ltree[])`
}

/**
 * The companies that an actor knows of: those that they see all of, those that they act for or were asked to, and those that
 * show themselves to them.
 */
export function knownCompanies(actor: Actor, now: Date): Sql {
  const own = personBehind(actor)
  return sql`(${visibleCompanies(actor, now)} OR (c.tenant_id = ${actor.tenantId}::uuid AND (
    (c.status = 'active' AND ${isShownSql(sql`c.shown_to`, actor, now)}) OR EXISTS (SELECT FROM agencies a WHERE a.tenant_id = c.tenant_id
      AND a.company_id = c.id AND a.person_id = ${own}::uuid AND a.ended_at IS NULL))))`
}

/** Companies as others find them. `p` is directory_companies. */
export function listedCompanies(actor: Actor, now: Date): Sql {
  return sql`p.tenant_id = ${actor.tenantId}::uuid AND p.status = 'active' AND ${isShownSql(sql`p.shown_to`, actor, now)}`
}

/** Companies that an actor may turn to: those that they find, and for staff who see all companies each of them. `p` is directory_companies. */
export function reachableCompanies(actor: Actor, now: Date): Sql {
  return sql`(${listedCompanies(actor, now)} OR (p.tenant_id = ${actor.tenantId}::uuid AND p.status = 'active' AND EXISTS (
    SELECT FROM unit_places r WHERE r.unit_id = p.tenant_id AND r.path <@ ANY(${pathsWith(actor, 'companies.read', now)}::ltree[]))))`
}

/** SQL that holds where a column lets whoever asks see something, as strangers to the company. */
export function isShownSql(audience: Sql, actor: Actor, now: Date): Sql {
  return isMember(actor, now) ? sql`${audience} IN ('members', 'public')` : sql`${audience} = 'public'`
}

/** How an actor comes to a company of their association. */
export function readerOf(
  actor: Actor,
  { unitPath, powers }: Pick<CompanyRow, 'unitPath' | 'powers'>,
  now: Date,
): Reader {
  if (actor.kind === 'system' || powers.length > 0) return 'staff'
  if (authorityFor(actor, 'companies.read', unitPath, now) !== null) return 'staff'
  return isMember(actor, now) ? 'members' : 'public'
}

/** Staff who decide find somebody to manage a company that nobody looks after; else those who manage it ask whom they want. */
export const onlyWhoMayAsk: Rule<CompanyRow> = (actor, company, now) =>
  mayFindManager(actor, company, now) ? null : onlyManagers(actor, company, now)

export function mayFindManager(actor: Actor, { isLookedAfter, unitPath }: CompanyRow, now: Date): boolean {
  return !isLookedAfter && authorityFor(actor, 'companies.decide', unitPath, now) !== null
}

/** Who looks after its entry changes it, also while it is suspended: what is missing may be just what was asked for. */
export const onlyManagers: Rule<CompanyRow> = (actor, { powers }) =>
  actor.kind === 'system' || hasPower(powers, 'manage') ? null : notPowered()

export const onlyOwners: Rule<Pick<WorkRow, 'isOwn' | 'powers'>> = (actor, work) =>
  actor.kind === 'system' || mayChangeWork(work) ? null : notPowered()

export const onlyActive: Rule<CompanyRow> = (_actor, { status }) =>
  status === 'suspended' ? suspendedCompany() : null
