import { room } from '../../platform/declare/room.ts'
import { glossary } from './glossary.ts'
import { permissions } from './policy.ts'

export const { command, query, list } = room({
  name: 'referrals',
  models: ['referralCode', 'referral', 'referralRule'],
  permissions,
  glossary,
  resources: {
    // Whoever has the code brings people in the name of its owner.
    referralCode: { secret: ['code'] },
    referral: {},
    referralRule: {},
  },
  category: 'people',
})
