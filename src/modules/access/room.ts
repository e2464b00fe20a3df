import { room } from '../../platform/declare/room.ts'
import { permissions } from './policy.ts'

export const { command, query } = room({
  name: 'access',
  models: ['grant', 'accessVersion'],
  permissions,
  resources: { grant: { personal: ['reason'], about: 'personId' } },
  category: 'access',
})
