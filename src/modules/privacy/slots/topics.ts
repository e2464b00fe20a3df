import type { Topic } from '../../../platform/slots/topics.ts'

export const topics: readonly Topic[] = [
  {
    name: 'privacy.myData',
    label: 'privacy.topics.myData',
    permission: 'member',
    channels: ['email', 'sms'],
    byDefault: ['email', 'sms'],
    security: true,
  },
]
