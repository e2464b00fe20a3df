import { Nothing, TenancyReply } from '../contract.ts'
import { rootOf } from '../policy.ts'
import { command } from '../room.ts'
import { closedByPlatform } from '../tenancy.ts'
import { keepOpen, lockTenancy } from '../tenancy-row.ts'

/** What a platform administrator closes, its own administrators do not keep. */
export const keepTenancy = command({
  name: 'tenants.keepTenancy',
  summary: 'Take back that your association is closed',
  permission: 'tenants.close',
  whileStopped: ['suspended', 'closing'],
  input: Nothing,
  output: TenancyReply,
  http: { method: 'delete', path: '/tenancy/closing' },
  severity: 'critical',
  target: ({ tx, actor }) => lockTenancy(tx.sql, rootOf(actor)?.tenantId ?? null),
  async run(context, _input, tenancy) {
    if (tenancy.closingReason !== null && !tenancy.closedAt) throw closedByPlatform()
    return keepOpen(context, tenancy)
  },
})
