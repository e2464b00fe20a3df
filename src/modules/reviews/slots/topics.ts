import type { Topic } from '../../../platform/slots/topics.ts'

export const topics: readonly Topic[] = [
  {
    name: 'reviews.reviewerAppointed',
    label: 'reviews.topics.reviewerAppointed',
    permission: 'member',
    channels: ['email'],
    byDefault: ['email'],
  },
]
