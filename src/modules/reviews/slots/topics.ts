import type { Topic } from '../../../platform/slots/topics.ts'

export const topics: readonly Topic[] = [
  {
    name: 'reviews.reviewerAppointed',
    label: 'reviews.topics.reviewerAppointed',
    permission: 'member',
    channels: ['email'],
    byDefault: ['email'],
  },
  {
    name: 'reviews.asked',
    label: 'reviews.topics.asked',
    permission: 'person',
    channels: ['email'],
    byDefault: ['email'],
  },
  {
    name: 'reviews.decided',
    label: 'reviews.topics.decided',
    permission: 'person',
    channels: ['email'],
    byDefault: ['email'],
  },
  {
    name: 'reviews.waiting',
    label: 'reviews.topics.waiting',
    permission: 'reviews.manage',
    channels: ['email'],
    byDefault: ['email'],
  },
]
