import { RequestClosing, TenancyReply } from '../contract.ts'
import { rootOf } from '../policy.ts'
import { command } from '../room.ts'
import { beginClosing, lockTenancy } from '../tenancy-row.ts'

/** From the commit on it can be read and taken out, and nothing else. */
export const requestClosing = command({
  name: 'tenants.requestClosing',
  stepUp: true,
  summary: 'Close your association for good, when the time for second thoughts is over',
  permission: 'tenants.close',
  whileStopped: ['suspended'],
  input: RequestClosing,
  output: TenancyReply,
  http: { method: 'post', path: '/tenancy/closing', status: 202 },
  severity: 'critical',
  target: ({ tx, actor }) => lockTenancy(tx.sql, rootOf(actor)?.tenantId ?? null),
  run: (context, { name }, tenancy) => beginClosing(context, tenancy, name, null),
})
