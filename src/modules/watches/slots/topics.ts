import type { Topic } from '../../../platform/slots/topics.ts'

export const topics: readonly Topic[] = [
  {
    name: 'watches.newProjects',
    label: 'watches.topics.newProjects',
    permission: 'member',
    channels: ['email'],
    byDefault: ['email'],
  },
]
