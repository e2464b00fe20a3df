import { sql } from '../../../platform/db/sql.ts'
import { TenancyReply, TenantReference } from '../contract.ts'
import { tenancyChanged } from '../facts.ts'
import { command } from '../room.ts'
import { notSuspended } from '../tenancy.ts'
import { findTenancy, lockTenancy, type TenancyRow, toReply } from '../tenancy-row.ts'

export const resumeTenant = command({
  name: 'tenants.resumeTenant',
  stepUp: true,
  summary: 'Open an association again that was suspended; what waited for it goes on',
  permission: 'platform',
  input: TenantReference,
  output: TenancyReply,
  http: { method: 'post', path: '/platform/tenants/:tenantId/resume' },
  severity: 'critical',
  target: ({ tx }, { tenantId }) => lockTenancy(tx.sql, tenantId),
  async run({ tx, services, within, record, emit }, { tenantId }, tenancy) {
    within(tenantId)
    if (!tenancy.suspendedAt) throw notSuspended()
    await tx.sql(sql`
      UPDATE tenancies SET suspended_at = NULL, suspended_by = NULL, suspension_reason = NULL WHERE tenant_id = ${tenantId}::uuid`)
    const { suspendedAt, suspensionReason } = tenancy
    record(
      { type: 'tenancy', id: tenantId },
      { suspendedAt, reason: suspensionReason },
      { suspendedAt: null },
    )
    emit(tenancyChanged, { tenantId, change: 'resumed' })
    return toReply((await findTenancy(tx.sql, tenantId)) as TenancyRow, services)
  },
})
