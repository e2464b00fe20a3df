import { room } from '../../platform/declare/room.ts'
import { glossary } from './glossary.ts'
import { permissions } from './policy.ts'

export const { command, query, list, bulk } = room({
  name: 'tokens',
  models: ['apiToken'],
  permissions,
  glossary,
  resources: { apiToken: { personal: ['name'], about: 'personId' } },
  category: 'access',
  tokens: false,
})
