import { room } from '../../platform/declare/room.ts'
import { permissions } from './policy.ts'

export const { command, query, list, bulk } = room({
  name: 'access',
  models: ['grant', 'role', 'builtInRoleRule', 'accessVersion'],
  permissions,
  resources: { grant: { personal: ['reason'], about: 'personId' }, role: {} },
  category: 'access',
})
