import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { personBehind, system } from '../../../platform/policy/actor.ts'
import { addMember } from '../../units/index.ts'
import { DecideJoinRequest } from '../contract.ts'
import { joinDecided } from '../facts.ts'
import { askerRests, unitClosed } from '../join-request.ts'
import { findAskedPlace, lockJoinRequest, readHistory } from '../join-request-row.ts'
import { onlyOpenRequestsOfOthers } from '../policy.ts'
import { command } from '../room.ts'
import { standingOfMembers } from '../standing.ts'
import { lockWaiting, stand } from '../standing-row.ts'

/** The request is answered and the membership begins in one transaction; a unit that closed meanwhile takes nobody. */
export const approveJoinRequest = command({
  name: 'membership.approveJoinRequest',
  summary: 'Let somebody who asked belong to the unit',
  permission: 'membership.admit',
  input: DecideJoinRequest,
  output: z.strictObject({}),
  http: { method: 'post', path: '/join-requests/:requestId/approval' },
  severity: 'notable',
  target: ({ tx, actor, now }, { requestId }) => lockJoinRequest(tx.sql, requestId, actor, now),
  rule: onlyOpenRequestsOfOthers,
  async run(context, { answer }, { id, tenantId, personId, unitId, state }) {
    const { tx, actor, now, call, record, emit } = context
    // Of the association itself: it makes them a member, and they are told as of every such decision.
    const waiting = unitId === tenantId ? await lockWaiting(tx.sql, { tenantId, personId }, now) : null
    if (waiting) {
      await stand(context, waiting, { to: standingOfMembers, reason: answer, from: null })
      return {}
    }
    const as = system('whoever asked is let in', tenantId)
    const place = await findAskedPlace(tx.sql, unitId, as, now, true)
    if (place?.status !== 'open') throw unitClosed()
    const [rests] = await tx.sql(sql`
      SELECT 1 FROM standings WHERE tenant_id = ${tenantId}::uuid AND person_id = ${personId}::uuid AND withdrawn_at IS NULL
        AND starts_at <= ${now} AND (ends_at IS NULL OR ends_at > ${now}) AND standing <> ${standingOfMembers}`)
    if (rests) throw askerRests()
    // They may have come in by another way since they asked.
    const { belongs } = await readHistory(tx.sql, place, personId)
    if (!belongs) await call(addMember, { unitId, personId }, { as })
    const decidedBy = personBehind(actor)
    await tx.joinRequest.update({
      where: { id },
      data: { state: 'approved', answer, decidedBy, decidedAt: now },
    })
    record({ type: 'joinRequest', id }, { personId, state }, { personId, state: 'approved', answer })
    emit(joinDecided, { requestId: id, personId })
    return {}
  },
})
