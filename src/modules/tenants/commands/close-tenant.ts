import { CloseTenant, TenancyReply } from '../contract.ts'
import { command } from '../room.ts'
import { beginClosing, lockTenancy } from '../tenancy-row.ts'

/** Its people have the same time as where its own administrators close it: to read, and to take out what is theirs. */
export const closeTenant = command({
  name: 'tenants.closeTenant',
  stepUp: true,
  summary: 'Close an association for good, with a reason, when the time for second thoughts is over',
  permission: 'platform',
  input: CloseTenant,
  output: TenancyReply,
  http: { method: 'post', path: '/platform/tenants/:tenantId/closing', status: 202 },
  severity: 'critical',
  target: ({ tx }, { tenantId }) => lockTenancy(tx.sql, tenantId),
  async run(context, { tenantId, name, reason }, tenancy) {
    context.within(tenantId)
    return beginClosing(context, tenancy, name, reason)
  },
})
