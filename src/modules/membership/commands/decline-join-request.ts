import { z } from 'zod'
import { personBehind } from '../../../platform/policy/actor.ts'
import { DeclineJoinRequest } from '../contract.ts'
import { joinDecided } from '../facts.ts'
import { lockJoinRequest } from '../join-request-row.ts'
import { onlyOpenRequestsOfOthers } from '../policy.ts'
import { command } from '../room.ts'
import { lockWaiting, stand } from '../standing-row.ts'

export const declineJoinRequest = command({
  name: 'membership.declineJoinRequest',
  summary: 'Decline a request to belong to the unit, with a reason that whoever asked reads',
  permission: 'membership.admit',
  input: DeclineJoinRequest,
  output: z.strictObject({}),
  http: { method: 'post', path: '/join-requests/:requestId/refusal' },
  severity: 'notable',
  target: ({ tx, actor, now }, { requestId }) => lockJoinRequest(tx.sql, requestId, actor, now),
  rule: onlyOpenRequestsOfOthers,
  async run(context, { answer }, { id, tenantId, personId, unitId, state }) {
    const { tx, actor, now, record, emit } = context
    // Who is not let into the association stays somebody who may ask again.
    const waiting = unitId === tenantId ? await lockWaiting(tx.sql, { tenantId, personId }, now) : null
    if (waiting?.standing === 'pending') {
      await stand(context, waiting, { to: 'prospect', reason: answer, from: null })
      return {}
    }
    const decidedBy = personBehind(actor)
    await tx.joinRequest.update({
      where: { id },
      data: { state: 'declined', answer, decidedBy, decidedAt: now },
    })
    record({ type: 'joinRequest', id }, { personId, state }, { personId, state: 'declined', answer })
    emit(joinDecided, { requestId: id, personId })
    return {}
  },
})
