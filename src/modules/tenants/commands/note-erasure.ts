import { sql } from '../../../platform/db/sql.ts'
import { Nothing, TenantReference } from '../contract.ts'
import { command } from '../room.ts'
import { notClosed } from '../tenancy.ts'
import { lockTenancy } from '../tenancy-row.ts'

export const noteErasure = command({
  name: 'tenants.noteErasure',
  summary: 'Note that nobody of an association is known any more',
  permission: 'system',
  input: TenantReference,
  output: Nothing,
  severity: 'critical',
  target: ({ tx }, { tenantId }) => lockTenancy(tx.sql, tenantId),
  async run({ tx, now, within, record }, { tenantId }, { closedAt, erasedAt }) {
    within(tenantId)
    if (!closedAt) throw notClosed()
    if (erasedAt) return {}
    await tx.sql(sql`UPDATE tenancies SET erased_at = ${now} WHERE tenant_id = ${tenantId}::uuid`)
    record({ type: 'tenancy', id: tenantId }, { erasedAt: null }, { erasedAt: now })
    return {}
  },
})
