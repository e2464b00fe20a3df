import { invitationList } from '../queries/invitation-list.ts'
import { bulk } from '../room.ts'
import { withdrawInvitation } from './withdraw-invitation.ts'

export const withdrawInvitations = bulk({
  name: 'invitations.withdrawInvitations',
  summary: 'Withdraw the invitations that were chosen',
  permission: 'invitations.manage',
  path: 'withdraw',
  list: invitationList,
  words: {
    title: 'invitations.withdrawChosen.title',
    lead: 'invitations.withdrawChosen.lead',
    button: 'invitations.withdrawChosen.button',
  },
  danger: true,
  each: withdrawInvitation,
  toInput: (invitationId) => ({ invitationId }),
})
