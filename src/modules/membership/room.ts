import { room } from '../../platform/declare/room.ts'
import { glossary } from './glossary.ts'
import { permissions } from './policy.ts'

export const { command, query } = room({
  name: 'membership',
  models: ['standing', 'numberSeries', 'membershipNumber', 'memberClass', 'classification', 'verification'],
  permissions,
  glossary,
  resources: {
    standing: { personal: ['reason'], about: 'personId' },
    memberClass: {},
    classification: { personal: ['reason'], about: 'personId' },
    verification: { personal: ['note'], about: 'personId' },
    numberSeries: {},
    membershipNumber: { personal: ['number'], about: 'personId' },
  },
  category: 'people',
})
