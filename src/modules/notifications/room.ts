import { room } from '../../platform/declare/room.ts'
import { glossary } from './glossary.ts'

export const { command, query } = room({
  name: 'notifications',
  models: ['notificationChoice'],
  permissions: {},
  glossary,
  resources: { notificationChoices: {} },
  category: 'people',
})
