import type { Topic } from '../../../platform/slots/topics.ts'

export const topics: readonly Topic[] = [
  {
    name: 'companies.paperExpiring',
    label: 'companies.topics.paperExpiring',
    permission: 'member',
    channels: ['email'],
    byDefault: ['email'],
  },
  {
    name: 'companies.companyLeft',
    label: 'companies.topics.companyLeft',
    permission: 'companies.decide',
    channels: ['email'],
    byDefault: ['email'],
  },
]
