import { room } from '../../platform/declare/room.ts'

export const { command, query } = room({
  name: 'notifications',
  models: ['notificationChoice'],
  permissions: {},
  resources: { notificationChoices: {} },
  category: 'people',
})
