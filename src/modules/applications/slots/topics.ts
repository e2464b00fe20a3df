import type { Topic } from '../../../platform/slots/topics.ts'

export const topics: readonly Topic[] = [
  {
    name: 'applications.bidsOpened',
    label: 'applications.topics.bidsOpened',
    permission: 'applications.read',
    channels: ['email'],
    byDefault: ['email'],
  },
  {
    name: 'applications.witnessDeclined',
    label: 'applications.topics.witnessDeclined',
    permission: 'applications.seal',
    channels: ['email'],
    byDefault: ['email'],
  },
]
