import { z } from 'zod'
import { personOf } from '../../../platform/policy/actor.ts'
import { requireEligible } from '../../../platform/slots/eligibility.ts'
import { RequestToJoin } from '../contract.ts'
import { alreadyThere, askedAgainFrom, joinAskedTooSoon } from '../join-request.ts'
import { findAskedPlace, readHistory, writeJoinRequest } from '../join-request-row.ts'
import { onlyWhereOneAsks } from '../policy.ts'
import { command } from '../room.ts'

export const requestToJoin = command({
  name: 'membership.requestToJoin',
  summary: 'Ask to belong to a unit whose staff decide who comes',
  permission: 'membership.ask',
  input: RequestToJoin,
  output: z.strictObject({ requestId: z.uuid() }),
  http: { method: 'post', path: '/units/:unitId/join-requests', status: 201 },
  limits: [{ by: 'account', count: 30, seconds: 3600 }],
  target: ({ tx, actor, now }, { unitId }) => findAskedPlace(tx.sql, unitId, actor, now, true),
  rule: onlyWhereOneAsks,
  async run(context, { message }, place) {
    const { tx, actor, now } = context
    const personId = personOf(actor)
    const { belongs, declinedAt } = await readHistory(tx.sql, place, personId)
    if (belongs) throw alreadyThere()
    const from = declinedAt && askedAgainFrom(declinedAt)
    if (from && from > now) throw joinAskedTooSoon({ values: { from } })
    const { tenantId, unitPath } = place
    await requireEligible(context, { tenantId, personId, aim: { kind: 'joining', unitPath } })
    return { requestId: await writeJoinRequest(context, place, { personId, message }) }
  },
})
