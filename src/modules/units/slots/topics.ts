import type { Topic } from '../../../platform/slots/topics.ts'

export const topics: readonly Topic[] = [
  {
    name: 'units.unitCreated',
    label: 'units.topics.unitCreated',
    permission: 'units.manage',
    channels: ['email', 'sms'],
    byDefault: ['email'],
  },
]
