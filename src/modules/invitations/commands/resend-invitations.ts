import { invitationList } from '../queries/invitation-list.ts'
import { bulk } from '../room.ts'
import { resendInvitation } from './resend-invitation.ts'

export const resendInvitations = bulk({
  name: 'invitations.resendInvitations',
  summary: 'Send the invitations that were chosen again',
  permission: 'invitations.manage',
  path: 'resend',
  list: invitationList,
  words: {
    title: 'invitations.resendChosen.title',
    lead: 'invitations.resendChosen.lead',
    button: 'invitations.resendChosen.button',
  },
  each: resendInvitation,
  toInput: (invitationId) => ({ invitationId }),
})
