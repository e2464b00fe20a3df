import { room } from '../../platform/declare/room.ts'
import { glossary } from './glossary.ts'
import { permissions } from './policy.ts'

export const { command, query } = room({
  name: 'reviews',
  models: ['review', 'reviewCriterion', 'reviewer', 'reviewConflict', 'reviewRule'],
  permissions,
  glossary,
  resources: {
    review: {},
    reviewer: {},
    reviewConflict: { personal: ['reason'], about: 'personId' },
    reviewRule: {},
  },
  category: 'activity',
})
