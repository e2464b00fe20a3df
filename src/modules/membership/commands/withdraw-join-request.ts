import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { JoinRequestReference } from '../contract.ts'
import { type JoinRequestState, joinRequestOver } from '../join-request.ts'
import { command } from '../room.ts'

/** Whoever asked takes it back also while their membership rests. */
export const withdrawJoinRequest = command({
  name: 'membership.withdrawJoinRequest',
  summary: 'Take back your request to belong to a unit',
  permission: 'person',
  input: JoinRequestReference,
  output: z.strictObject({}),
  http: { method: 'delete', path: '/me/join-requests/:requestId' },
  async target({ tx, actor }, { requestId }) {
    const [request] = await tx.sql<{ personId: string; state: JoinRequestState }>(sql`
      SELECT person_id AS "personId", state FROM join_requests
      WHERE id = ${requestId}::uuid AND person_id = ${personOf(actor)}::uuid FOR NO KEY UPDATE`)
    return request ?? null
  },
  rule: (_actor, { state }) => (state === 'requested' ? null : joinRequestOver()),
  async run({ tx, now, record }, { requestId }, { personId, state }) {
    await tx.joinRequest.update({ where: { id: requestId }, data: { state: 'withdrawn', decidedAt: now } })
    record({ type: 'joinRequest', id: requestId }, { personId, state }, { personId, state: 'withdrawn' })
    return {}
  },
})
