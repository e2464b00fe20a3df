import { TenancyReply, TenantReference } from '../contract.ts'
import { command } from '../room.ts'
import { keepOpen, lockTenancy } from '../tenancy-row.ts'

export const keepTenant = command({
  name: 'tenants.keepTenant',
  stepUp: true,
  summary: 'Take back that an association is closed, whoever asked for it',
  permission: 'platform',
  input: TenantReference,
  output: TenancyReply,
  http: { method: 'delete', path: '/platform/tenants/:tenantId/closing' },
  severity: 'critical',
  target: ({ tx }, { tenantId }) => lockTenancy(tx.sql, tenantId),
  async run(context, { tenantId }, tenancy) {
    context.within(tenantId)
    return keepOpen(context, tenancy)
  },
})
