import { room } from '../../platform/declare/room.ts'
import { permissions } from './policy.ts'

export const { command, query } = room({
  name: 'membership',
  models: ['standing'],
  permissions,
  resources: { standing: { personal: ['reason'], about: 'personId' } },
  category: 'people',
})
