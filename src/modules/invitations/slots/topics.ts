import type { Topic } from '../../../platform/slots/topics.ts'

export const topics: readonly Topic[] = [
  {
    name: 'invitations.accepted',
    label: 'invitations.topics.accepted',
    permission: 'invitations.manage',
    channels: ['email'],
    byDefault: ['email'],
  },
]
