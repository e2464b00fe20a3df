import { room } from '../../platform/declare/room.ts'
import { permissions } from './policy.ts'

export const { command, query } = room({
  name: 'membership',
  models: ['standing', 'numberSeries', 'membershipNumber'],
  permissions,
  resources: {
    standing: { personal: ['reason'], about: 'personId' },
    numberSeries: {},
    membershipNumber: { personal: ['number'], about: 'personId' },
  },
  category: 'people',
})
