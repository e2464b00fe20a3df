import { sql } from '../../../platform/db/sql.ts'
import { accountOf } from '../../../platform/policy/actor.ts'
import { SuspendTenant, TenancyReply } from '../contract.ts'
import { tenancyChanged } from '../facts.ts'
import { command } from '../room.ts'
import { alreadySuspended, isClosed } from '../tenancy.ts'
import { findTenancy, lockTenancy, type TenancyRow, toReply } from '../tenancy-row.ts'

/** From the commit on nobody uses the association but its administrators, who see why. */
export const suspendTenant = command({
  name: 'tenants.suspendTenant',
  stepUp: true,
  summary: 'Suspend an association: nobody uses it any more, until it is resumed',
  permission: 'platform',
  input: SuspendTenant,
  output: TenancyReply,
  http: { method: 'post', path: '/platform/tenants/:tenantId/suspend' },
  severity: 'critical',
  target: ({ tx }, { tenantId }) => lockTenancy(tx.sql, tenantId),
  async run({ tx, actor, now, services, within, record, emit }, { tenantId, reason }, tenancy) {
    within(tenantId)
    if (tenancy.closedAt) throw isClosed()
    if (tenancy.suspendedAt) throw alreadySuspended()
    await tx.sql(sql`
      UPDATE tenancies SET suspended_at = ${now}, suspended_by = ${accountOf(actor)}::uuid, suspension_reason = ${reason}
      WHERE tenant_id = ${tenantId}::uuid`)
    record({ type: 'tenancy', id: tenantId }, { suspendedAt: null }, { suspendedAt: now, reason })
    emit(tenancyChanged, { tenantId, change: 'suspended' })
    return toReply((await findTenancy(tx.sql, tenantId)) as TenancyRow, services)
  },
})
