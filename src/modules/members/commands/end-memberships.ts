import { endMembership } from '../../units/index.ts'
import { memberList } from '../queries/members.ts'
import { bulk } from '../room.ts'

export const endMemberships = bulk({
  name: 'members.endMemberships',
  summary: 'End the memberships that were chosen',
  permission: 'members.read',
  path: 'end',
  list: memberList,
  each: endMembership,
  toInput: (membershipId) => ({ membershipId }),
})
