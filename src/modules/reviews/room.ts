import { room } from '../../platform/declare/room.ts'
import { glossary } from './glossary.ts'
import { permissions } from './policy.ts'

export const { command, query } = room({
  name: 'reviews',
  models: [
    'review',
    'reviewCriterion',
    'reviewer',
    'reviewConflict',
    'reviewRule',
    'reviewSheet',
    'clarification',
    'decision',
    'decisionRecord',
    'appeal',
  ],
  permissions,
  glossary,
  resources: {
    review: {},
    reviewer: {},
    reviewConflict: { personal: ['reason'], about: 'personId' },
    reviewRule: {},
    // What is thought of an applicant, and said to them, is no matter of the audit: it stands where it was written.
    reviewSheet: { secret: ['marks', 'note'] },
    clarification: { secret: ['body'] },
    decision: { secret: ['reason', 'feedback', 'secondReason'] },
    decisionRecord: {},
    appeal: { secret: ['body', 'answer'] },
  },
  category: 'activity',
})
