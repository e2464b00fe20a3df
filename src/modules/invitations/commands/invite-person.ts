import { invalid } from '../../../platform/errors.ts'
import { personBehind } from '../../../platform/policy/actor.ts'
import { addresseeLimits, requireReachable } from '../../identity/index.ts'
import { InvitationReply, InvitePerson } from '../contract.ts'
import { promisedRole, requireSteppedUp } from '../giving.ts'
import { unitClosed } from '../invitation.ts'
import { holdInvitingPlace, openInvitation } from '../invitation-row.ts'
import { command } from '../room.ts'

export const invitePerson = command({
  name: 'invitations.invitePerson',
  summary: 'Invite somebody to a unit by mail or by a message to their phone, perhaps with a role',
  permission: 'invitations.manage',
  input: InvitePerson,
  output: InvitationReply,
  http: { method: 'post', path: '/invitations', status: 201 },
  severity: 'notable',
  limits: [{ by: 'account', count: 200, seconds: 3600 }, ...addresseeLimits()],
  target: ({ tx, actor, now }, { unitId }) => holdInvitingPlace(tx.sql, unitId, actor, now),
  rule: (_actor, { status }) => (status === 'open' ? null : unitClosed()),
  async run(context, { unitId: _unitId, address: typed, role, roleEndsAt, ...said }, place) {
    const { actor, now, services } = context
    const address = requireReachable(typed, services.config)
    if (roleEndsAt && roleEndsAt <= now)
      throw invalid([{ pointer: '/roleEndsAt', code: 'access.error.alreadyOver', message: '' }])
    const promised = await promisedRole(context, place, { role, roleEndsAt })
    if (promised.role !== null) requireSteppedUp(actor, now)
    const { id, expiresAt } = await openInvitation(context, {
      place,
      personId: null,
      address,
      ...said,
      ...promised,
      invitedBy: personBehind(actor),
    })
    return { id, unitId: place.unitId, personId: null, state: 'open' as const, expiresAt }
  },
})
