import { personBehind } from '../../../platform/policy/actor.ts'
import { addresseeLimits, requireReachable } from '../../identity/index.ts'
import { alreadyClaimed } from '../../people/index.ts'
import { InvitationReply, InviteToClaim } from '../contract.ts'
import { unitClosed } from '../invitation.ts'
import { lockClaimable, openInvitation } from '../invitation-row.ts'
import { command } from '../room.ts'

/** Whoever accepts becomes this person, with all that the association has of them. */
export const inviteToClaim = command({
  name: 'invitations.inviteToClaim',
  summary: 'Invite a person whom nobody signs in as yet to take over their entry',
  permission: 'invitations.manage',
  input: InviteToClaim,
  output: InvitationReply,
  http: { method: 'post', path: '/people/:personId/invitation', status: 201 },
  severity: 'notable',
  limits: [{ by: 'account', count: 200, seconds: 3600 }, ...addresseeLimits()],
  target: ({ tx, actor, now }, { personId }) => lockClaimable(tx.sql, personId, actor, now),
  rule: (_actor, { status, signsIn }) => {
    if (signsIn) return alreadyClaimed()
    return status === 'open' ? null : unitClosed()
  },
  async run(context, { personId, address: typed, ...said }, place) {
    const { actor, services } = context
    const { id, expiresAt } = await openInvitation(context, {
      place,
      personId,
      address: requireReachable(typed, services.config),
      ...said,
      givenName: null,
      familyName: null,
      role: null,
      roleId: null,
      roleEndsAt: null,
      invitedBy: personBehind(actor),
    })
    return { id, unitId: place.unitId, personId, state: 'open' as const, expiresAt }
  },
})
