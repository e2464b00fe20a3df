import { InvitationReference, InvitationReply } from '../contract.ts'
import { lockInvitation } from '../invitation-row.ts'
import { onlyWhatWaits } from '../policy.ts'
import { command } from '../room.ts'

export const withdrawInvitation = command({
  name: 'invitations.withdrawInvitation',
  summary: 'Withdraw an invitation: its link leads nowhere from then on',
  permission: 'invitations.manage',
  input: InvitationReference,
  output: InvitationReply,
  http: { method: 'delete', path: '/invitations/:invitationId' },
  severity: 'notable',
  target: ({ tx, actor, now }, { invitationId }) => lockInvitation(tx.sql, invitationId, actor, now),
  rule: onlyWhatWaits,
  async run({ tx, now, record }, _input, { id, unitId, personId, state, expiresAt }) {
    await tx.personInvitation.update({ where: { id }, data: { state: 'withdrawn', endedAt: now } })
    record({ type: 'invitation', id }, { state }, { state: 'withdrawn' })
    return { id, unitId, personId, state: 'withdrawn' as const, expiresAt }
  },
})
