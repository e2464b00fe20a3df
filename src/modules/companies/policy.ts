import { type Sql, sql } from '../../platform/db/sql.ts'
import type { Rule } from '../../platform/declare/operation.ts'
import { type Actor, pathsWith } from '../../platform/policy/actor.ts'
import type { Permissions } from '../../platform/policy/permissions.ts'
import { type CompanyRow, hasPower, notPowered, suspendedCompany } from './company.ts'

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

/** Who looks after its entry changes it, also while it is suspended: what is missing may be just what was asked for. */
export const onlyManagers: Rule<CompanyRow> = (actor, { powers }) =>
  actor.kind === 'system' || hasPower(powers, 'manage') ? null : notPowered()

export const onlyActive: Rule<CompanyRow> = (_actor, { status }) =>
  status === 'suspended' ? suspendedCompany() : null
