import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { JoinRequestReference } from '../contract.ts'
import { type JoinRequestState, joinRequestOver } from '../join-request.ts'
import { command } from '../room.ts'
import { lockPerson, lockWaiting, stand } from '../standing-row.ts'

interface Asked {
  tenantId: string
  unitId: string
  personId: string
  state: JoinRequestState
}

/** Whoever asked takes it back also while their membership rests. */
export const withdrawJoinRequest = command({
  name: 'membership.withdrawJoinRequest',
  summary: 'Take back your request to belong to a unit',
  permission: 'person',
  input: JoinRequestReference,
  output: z.strictObject({}),
  http: { method: 'delete', path: '/me/join-requests/:requestId' },
  async target({ tx, actor }, { requestId }) {
    await tx.sql(sql`SELECT 1 FROM people p WHERE p.person_id = ${personOf(actor)}::uuid ${lockPerson}`)
    const [request] = await tx.sql<Asked>(sql`
      SELECT tenant_id AS "tenantId", unit_id AS "unitId", person_id AS "personId", state FROM join_requests
      WHERE id = ${requestId}::uuid AND person_id = ${personOf(actor)}::uuid FOR NO KEY UPDATE`)
    return request ?? null
  },
  rule: (_actor, { state }) => (state === 'requested' ? null : joinRequestOver()),
  async run(context, { requestId }, { tenantId, unitId, personId, state }) {
    const { tx, now, record } = context
    const waiting = unitId === tenantId ? await lockWaiting(tx.sql, { tenantId, personId }, now) : null
    if (waiting?.standing === 'pending') {
      await stand(context, waiting, { to: 'prospect', reason: null, from: null })
      return {}
    }
    await tx.joinRequest.update({ where: { id: requestId }, data: { state: 'withdrawn', decidedAt: now } })
    record({ type: 'joinRequest', id: requestId }, { personId, state }, { personId, state: 'withdrawn' })
    return {}
  },
})
