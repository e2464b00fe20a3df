import { personOf, system } from '../../../platform/policy/actor.ts'
import { AskForAdmission, StandingDecided } from '../contract.ts'
import { askedAgainFrom, joinAskedTooSoon, joinClosed } from '../join-request.ts'
import { findAskedPlace, joiningOf, readHistory, writeJoinRequest } from '../join-request-row.ts'
import { command } from '../room.ts'
import { notProspect, standingOfMembers } from '../standing.ts'
import { lockWaiting, stand } from '../standing-row.ts'

/** A prospect, whom staff wrote down as one or did not let in, asks themselves; where everybody may join they are a member at once. */
export const askForAdmission = command({
  name: 'membership.askForAdmission',
  summary: 'Ask to become a member of the association of which you are a prospect',
  permission: 'person',
  input: AskForAdmission,
  output: StandingDecided,
  http: { method: 'post', path: '/me/admission-request', status: 201 },
  limits: [{ by: 'account', count: 30, seconds: 3600 }],
  async run(context, { message }) {
    const { tx, actor, now } = context
    const personId = personOf(actor)
    const person =
      actor.tenantId === null ? null : await lockWaiting(tx.sql, { tenantId: actor.tenantId, personId }, now)
    if (person?.standing !== 'prospect') throw notProspect()
    const { tenantId } = person
    const place = await findAskedPlace(tx.sql, tenantId, system('a prospect asks', tenantId), now, true)
    const joining = await joiningOf(tx.sql, tenantId)
    if (joining === 'closed' || !place) throw joinClosed()
    const { declinedAt } = await readHistory(tx.sql, place, personId)
    const again = declinedAt && askedAgainFrom(declinedAt)
    if (again && again > now) throw joinAskedTooSoon({ values: { from: again } })
    const standing: 'active' | 'pending' = joining === 'open' ? standingOfMembers : 'pending'
    const decided = await stand(context, person, { to: standing, reason: null, from: null })
    if (standing === 'pending') await writeJoinRequest(context, place, { personId, message })
    return { ...decided, personId, standing }
  },
})
