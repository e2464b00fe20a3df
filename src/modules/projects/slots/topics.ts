import type { Topic } from '../../../platform/slots/topics.ts'

export const topics: readonly Topic[] = [
  {
    name: 'projects.questionAsked',
    label: 'projects.topics.questionAsked',
    permission: 'projects.manage',
    channels: ['email'],
    byDefault: ['email'],
  },
  {
    name: 'projects.invited',
    label: 'projects.topics.invited',
    permission: 'member',
    channels: ['email'],
    byDefault: ['email'],
  },
  {
    name: 'projects.questionAnswered',
    label: 'projects.topics.questionAnswered',
    permission: 'member',
    channels: ['email'],
    byDefault: ['email'],
  },
]
