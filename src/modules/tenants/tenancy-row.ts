import type { RunSql } from '../../platform/db/database.ts'
import { type Sql, sql } from '../../platform/db/sql.ts'
import type { CommandContext } from '../../platform/declare/operation.ts'
import { invalid } from '../../platform/errors.ts'
import type { TenantState } from '../../platform/policy/actor.ts'
import { accountOf } from '../../platform/policy/actor.ts'
import type { TenancyReply } from './contract.ts'
import { tenancyChanged } from './facts.ts'
import { alreadyClosing, isClosed, notClosing } from './tenancy.ts'

export interface TenancyRow extends Omit<TenancyReply, 'closingDays'> {
  state: TenantState
  unitPath: string
  erasureTaskId: string | null
}

/** Columns of a TenancyRow: `t` is the root in unit_places, `y` its tenancy, `o` the account that suspended it, `c` that which closes it. */
export const tenancyColumns: Sql = sql`t.unit_id AS id, t.name, t.path::text AS "unitPath", y.slug,
  coalesce((SELECT s.state FROM tenant_states s WHERE s.tenant_id = t.unit_id), 'active') AS state,
  y.suspended_at AS "suspendedAt", coalesce(o.email::text, o.phone) AS "suspendedBy", y.suspension_reason AS "suspensionReason",
  y.closing_requested_at AS "closingRequestedAt", coalesce(c.email::text, c.phone) AS "closingRequestedBy",
  y.closing_reason AS "closingReason", y.closing_due_at AS "closingDueAt", y.erasure_task_id AS "erasureTaskId", y.closed_at AS "closedAt", y.erased_at AS "erasedAt"`

export const tenancyTables: Sql = sql`unit_places t LEFT JOIN tenancies y ON y.tenant_id = t.unit_id
  LEFT JOIN account_addresses o ON o.account_id = y.suspended_by
  LEFT JOIN account_addresses c ON c.account_id = y.closing_requested_by`

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

export function toReply(
  { unitPath, erasureTaskId, ...row }: TenancyRow,
  { config }: { config: { TENANT_CLOSING_DAYS: number } },
): TenancyReply {
  return { ...row, closingDays: config.TENANT_CLOSING_DAYS }
}

type Closing = CommandContext<'tenancy', unknown>

/** Whoever asks types the name: a page left open in another window shall close nothing. `reason`: of a platform administrator. */
export async function beginClosing(
  { tx, actor, now, services, record, emit }: Closing,
  { id: tenantId, name, closedAt, closingDueAt }: TenancyRow,
  typed: string,
  reason: string | null,
): Promise<TenancyReply> {
  if (closedAt) throw isClosed()
  if (closingDueAt) throw alreadyClosing()
  if (typed !== name) throw invalid([{ pointer: '/name', code: 'tenants.error.otherName', message: '' }])
  const dueAt = new Date(now.getTime() + services.config.TENANT_CLOSING_DAYS * 86_400_000)
  await tx.sql(sql`
    UPDATE tenancies SET closing_requested_at = ${now}, closing_requested_by = ${accountOf(actor)}::uuid, closing_reason = ${reason},
      closing_due_at = ${dueAt}
    WHERE tenant_id = ${tenantId}::uuid`)
  record({ type: 'tenancy', id: tenantId }, { closingDueAt }, { closingDueAt: dueAt, reason })
  emit(tenancyChanged, { tenantId, change: 'closing' })
  return toReply((await findTenancy(tx.sql, tenantId)) as TenancyRow, services)
}

/** Until the moment of its end; that job holds the same row. */
export async function keepOpen(
  { tx, services, record, emit }: Closing,
  { id: tenantId, closedAt, closingDueAt, closingReason }: TenancyRow,
): Promise<TenancyReply> {
  if (closedAt) throw isClosed()
  if (!closingDueAt) throw notClosing()
  await tx.sql(sql`
    UPDATE tenancies SET closing_requested_at = NULL, closing_requested_by = NULL, closing_reason = NULL, closing_due_at = NULL
    WHERE tenant_id = ${tenantId}::uuid`)
  record({ type: 'tenancy', id: tenantId }, { closingDueAt, reason: closingReason }, { closingDueAt: null })
  emit(tenancyChanged, { tenantId, change: 'kept' })
  return toReply((await findTenancy(tx.sql, tenantId)) as TenancyRow, services)
}
