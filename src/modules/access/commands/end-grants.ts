import { grantList } from '../queries/grant-list.ts'
import { bulk } from '../room.ts'
import { endGrant } from './end-grant.ts'

export const endGrants = bulk({
  name: 'access.endGrants',
  summary: 'Take back the roles that were chosen',
  permission: 'access.manage',
  path: 'end',
  list: grantList,
  words: {
    title: 'access.endChosen.title',
    lead: 'access.endChosen.lead',
    button: 'access.endChosen.button',
  },
  danger: true,
  each: endGrant,
  toInput: (grantId) => ({ grantId }),
})
