import type { Topic } from '../../../platform/slots/topics.ts'

export const topics: readonly Topic[] = [
  {
    name: 'membership.joinRequested',
    label: 'membership.topics.joinRequested',
    permission: 'membership.admit',
    channels: ['email'],
    byDefault: ['email'],
  },
  {
    name: 'membership.joinDecided',
    label: 'membership.topics.joinDecided',
    permission: 'member',
    channels: ['email', 'sms'],
    byDefault: ['email'],
  },
]
