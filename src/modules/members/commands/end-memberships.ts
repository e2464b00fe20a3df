import { endMembership } from '../../units/index.ts'
import { memberList } from '../queries/members.ts'
import { bulk } from '../room.ts'

export const endMemberships = bulk({
  name: 'members.endMemberships',
  summary: 'End the memberships that were chosen',
  permission: 'members.read',
  path: 'end',
  list: memberList,
  words: { title: 'members.end.title', lead: 'members.end.lead', button: 'members.end.button' },
  danger: true,
  each: endMembership,
  toInput: (membershipId) => ({ membershipId }),
})
