import type { Topic } from '../../../platform/slots/topics.ts'

export const topics: readonly Topic[] = [
  {
    name: 'positions.termChanged',
    label: 'positions.topics.termChanged',
    permission: 'member',
    channels: ['email'],
    byDefault: ['email'],
  },
]
