import { HostReference, HostReply } from '../contract.ts'
import { hostUnknown } from '../host.ts'
import { command } from '../room.ts'

export const removeHost = command({
  name: 'units.removeHost',
  summary: 'Let a host name lead to no association any more',
  permission: 'system',
  input: HostReference,
  output: HostReply,
  severity: 'critical',
  async run({ tx, record }, { host }) {
    const found = await tx.tenantHost.findUnique({ where: { host } })
    if (!found) throw hostUnknown()
    await tx.tenantHost.delete({ where: { host } })
    record({ type: 'unit', id: found.tenantId }, { host }, null)
    return { host }
  },
})
