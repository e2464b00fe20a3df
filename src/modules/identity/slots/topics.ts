import type { Topic } from '../../../platform/slots/topics.ts'

export const topics: readonly Topic[] = [
  {
    name: 'identity.security',
    label: 'identity.topics.security',
    permission: 'member',
    channels: ['email', 'sms'],
    byDefault: ['email', 'sms'],
    security: true,
  },
  {
    name: 'identity.resetAsked',
    label: 'identity.topics.resetAsked',
    permission: 'identity.help',
    channels: ['email'],
    byDefault: ['email'],
  },
]
