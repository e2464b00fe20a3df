import { room } from '../../platform/declare/room.ts'
import { glossary } from './glossary.ts'
import { permissions } from './policy.ts'

export const { command, query } = room({
  name: 'views',
  models: ['listView'],
  permissions,
  glossary,
  // What people look for may be the name of somebody.
  resources: { listView: { personal: ['name', 'query'], about: 'ownerId' } },
})
