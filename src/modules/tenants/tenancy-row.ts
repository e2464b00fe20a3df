import type { RunSql } from '../../platform/db/database.ts'
import { type Sql, sql } from '../../platform/db/sql.ts'
import type { TenantState } from '../../platform/policy/actor.ts'
import type { TenancyReply } from './contract.ts'

export interface TenancyRow extends TenancyReply {
  state: TenantState
  unitPath: string
}

/** Columns of a TenancyRow: `t` is the root in unit_places, `y` its tenancy, `o` the account that suspended it. */
export const tenancyColumns: Sql = sql`t.unit_id AS id, t.name, t.path::text AS "unitPath", y.slug,
  coalesce((SELECT s.state FROM tenant_states s WHERE s.tenant_id = t.unit_id), 'active') AS state,
  y.suspended_at AS "suspendedAt", coalesce(o.email::text, o.phone) AS "suspendedBy", y.suspension_reason AS "suspensionReason",
  y.closing_requested_at AS "closingRequestedAt", y.closing_due_at AS "closingDueAt", y.closed_at AS "closedAt", y.erased_at AS "erasedAt"`

export const tenancyTables: Sql = sql`unit_places t LEFT JOIN tenancies y ON y.tenant_id = t.unit_id
  LEFT JOIN account_addresses o ON o.account_id = y.suspended_by`

/** An association by its id. */
export async function findTenancy(run: RunSql, tenantId: string | null): Promise<TenancyRow | null> {
  const [row] = await run<TenancyRow>(sql`
    SELECT ${tenancyColumns} FROM ${tenancyTables} WHERE t.unit_id = ${tenantId}::uuid AND t.tenant_id = t.unit_id`)
  return row ?? null
}

/** The same, held until the commit. There is a row from now on, where there was none. */
export async function lockTenancy(run: RunSql, tenantId: string | null): Promise<TenancyRow | null> {
  await run(sql`
    INSERT INTO tenancies (tenant_id)
    SELECT t.unit_id FROM unit_places t WHERE t.unit_id = ${tenantId}::uuid AND t.tenant_id = t.unit_id
    ON CONFLICT DO NOTHING`)
  await run(sql`SELECT 1 FROM tenancies WHERE tenant_id = ${tenantId}::uuid FOR UPDATE`)
  return findTenancy(run, tenantId)
}

export function toReply({ unitPath, ...row }: TenancyRow): TenancyReply {
  return row
}
