import { accountOf } from '../../../platform/policy/actor.ts'
import { DeclineFounding, Nothing } from '../contract.ts'
import { foundingDecided } from '../facts.ts'
import { lockFounding } from '../founding-row.ts'
import { command } from '../room.ts'
import { decidedBefore } from '../tenancy.ts'

export const declineFounding = command({
  name: 'tenants.declineFounding',
  summary: 'Decline that somebody founds an association, and say why',
  permission: 'platform',
  input: DeclineFounding,
  output: Nothing,
  http: { method: 'post', path: '/platform/foundings/:foundingId/decline' },
  severity: 'notable',
  target: ({ tx }, { foundingId }) => lockFounding(tx.sql, foundingId),
  async run({ tx, actor, now, record, emit }, { foundingId, reason }, { state }) {
    if (state !== 'asked') throw decidedBefore()
    await tx.founding.update({
      where: { id: foundingId },
      data: { state: 'declined', decidedAt: now, decidedBy: accountOf(actor), reason },
    })
    record({ type: 'founding', id: foundingId }, { state }, { state: 'declined', reason })
    emit(foundingDecided, { foundingId })
    return {}
  },
})
