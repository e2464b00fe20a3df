import { writtenText } from '../../../platform/text.ts'
import { changeStandingOfMember } from '../../membership/index.ts'
import { memberList } from '../queries/members.ts'
import { bulk } from '../room.ts'

export const suspendMembers = bulk({
  name: 'members.suspendMembers',
  summary: 'Suspend the members that were chosen, with a reason that they read',
  permission: 'members.read',
  path: 'suspend',
  list: memberList,
  words: { title: 'members.suspend.title', lead: 'members.suspend.lead', button: 'members.suspend.button' },
  danger: true,
  each: changeStandingOfMember,
  input: { reason: writtenText(1000) },
  toInput: (membershipId, { reason }) => ({ membershipId, to: 'suspended' as const, reason }),
})
