import { writtenText } from '../../../platform/text.ts'
import { changeStandingOfMember } from '../../membership/index.ts'
import { memberList } from '../queries/members.ts'
import { bulk } from '../room.ts'

export const reactivateMembers = bulk({
  name: 'members.reactivateMembers',
  summary: 'Reinstate the members that were chosen, with a reason that they read',
  permission: 'members.read',
  path: 'reactivate',
  list: memberList,
  words: {
    title: 'members.reactivate.title',
    lead: 'members.reactivate.lead',
    button: 'members.reactivate.button',
  },
  each: changeStandingOfMember,
  input: { reason: writtenText(1000) },
  toInput: (membershipId, { reason }) => ({ membershipId, to: 'active' as const, reason }),
})
