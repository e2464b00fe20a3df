import { AddHost, HostReply } from '../contract.ts'
import { hostTaken } from '../host.ts'
import { command } from '../room.ts'

/** Which names lead to this portal is the operator's to know: no page and no role of an association decides it. */
export const addHost = command({
  name: 'units.addHost',
  summary: 'Lead a host name to an association',
  permission: 'system',
  input: AddHost,
  output: HostReply,
  severity: 'critical',
  async run({ tx, now, record }, { tenantId, host }) {
    const { count } = await tx.tenantHost.createMany({
      data: [{ host, tenantId, createdAt: now }],
      skipDuplicates: true,
    })
    if (count === 0) throw hostTaken()
    record({ type: 'unit', id: tenantId }, null, { host })
    return { host }
  },
})
