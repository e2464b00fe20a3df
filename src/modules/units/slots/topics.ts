import type { Topic } from '../../../platform/slots/topics.ts'

export const topics: readonly Topic[] = [
  {
    name: 'units.unitCreated',
    label: 'units.topics.unitCreated',
    permission: 'units.manage',
    channels: ['email', 'sms'],
    byDefault: ['email'],
  },
  {
    name: 'units.leaderLeft',
    label: 'units.topics.leaderLeft',
    permission: 'units.manage',
    channels: ['email'],
    byDefault: ['email'],
  },
  {
    name: 'units.transferRequested',
    label: 'units.topics.transferRequested',
    permission: 'units.admit',
    channels: ['email'],
    byDefault: ['email'],
  },
  {
    name: 'units.transferDecided',
    label: 'units.topics.transferDecided',
    permission: 'member',
    channels: ['email', 'sms'],
    byDefault: ['email'],
  },
]
