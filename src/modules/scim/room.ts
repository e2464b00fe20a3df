import { room } from '../../platform/declare/room.ts'
import { glossary } from './glossary.ts'
import { permissions } from './policy.ts'

export const { command, query, list } = room({
  name: 'scim',
  models: [
    'scimUser',
    'scimGroup',
    'scimGroupMember',
    'scimGroupTarget',
    'scimGrant',
    'scimMembership',
    'scimRefusal',
    'scimRule',
  ],
  permissions,
  glossary,
  resources: {
    scimUser: { personal: ['userName', 'externalId', 'said'], about: 'personId' },
    scimGroup: {},
    scimRule: {},
  },
  category: 'people',
})
