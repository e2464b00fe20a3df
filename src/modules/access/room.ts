import { room } from '../../platform/declare/room.ts'
import { glossary } from './glossary.ts'
import { permissions } from './policy.ts'

export const { command, query, list, bulk } = room({
  name: 'access',
  models: ['grant', 'role', 'builtInRoleRule', 'accessVersion'],
  permissions,
  glossary,
  resources: { grant: { personal: ['reason'], about: 'personId' }, role: {} },
  category: 'access',
})
