import { accountOf } from '../../../platform/policy/actor.ts'
import { Founded, FoundingReference } from '../contract.ts'
import { foundingDecided } from '../facts.ts'
import { foundFor, hostOf } from '../found-row.ts'
import { lockFounding } from '../founding-row.ts'
import { command } from '../room.ts'
import { decidedBefore } from '../tenancy.ts'

export const approveFounding = command({
  name: 'tenants.approveFounding',
  stepUp: true,
  summary: 'Approve that somebody founds an association',
  permission: 'platform',
  input: FoundingReference,
  output: Founded,
  http: { method: 'post', path: '/platform/foundings/:foundingId/approve' },
  severity: 'critical',
  target: ({ tx }, { foundingId }) => lockFounding(tx.sql, foundingId),
  async run(context, { foundingId }, founding) {
    const { tx, actor, now, services, within, record, emit } = context
    if (founding.state !== 'asked') throw decidedBefore()
    const { tenantId } = await foundFor(context, founding)
    await tx.founding.update({
      where: { id: foundingId },
      data: { state: 'approved', decidedAt: now, decidedBy: accountOf(actor), foundedId: tenantId },
    })
    within(tenantId)
    record({ type: 'founding', id: foundingId }, { state: 'asked' }, { state: 'approved', tenantId })
    emit(foundingDecided, { foundingId })
    const host = hostOf(services, founding.slug)
    return { foundingId, state: 'approved' as const, tenantId, address: host && services.link('/', host) }
  },
})
