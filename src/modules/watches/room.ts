import { room } from '../../platform/declare/room.ts'
import { glossary } from './glossary.ts'

export const { command, query } = room({
  name: 'watches',
  models: ['projectWatch', 'toldProject'],
  permissions: {},
  glossary,
  // What people look for may be the name of somebody.
  resources: { projectWatch: { personal: ['name', 'query'], about: 'personId' } },
})
