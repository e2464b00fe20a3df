import { room } from '../../platform/declare/room.ts'
import { glossary } from './glossary.ts'
import { permissions } from './policy.ts'

export const { command, query, list } = room({
  name: 'membership',
  models: [
    'standing',
    'numberSeries',
    'membershipNumber',
    'memberClass',
    'classification',
    'verification',
    'joinRequest',
    'eligibilityRule',
  ],
  permissions,
  glossary,
  resources: {
    standing: { personal: ['reason'], about: 'personId' },
    memberClass: {},
    classification: { personal: ['reason'], about: 'personId' },
    verification: { personal: ['note'], about: 'personId' },
    numberSeries: {},
    eligibilityRule: {},
    joinRequest: { personal: ['message', 'answer'], about: 'personId' },
    membershipNumber: { personal: ['number'], about: 'personId' },
  },
  category: 'people',
})
