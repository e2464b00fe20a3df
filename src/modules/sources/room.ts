import { room } from '../../platform/declare/room.ts'
import { glossary } from './glossary.ts'
import { permissions } from './policy.ts'

export const { command, query } = room({
  name: 'sources',
  models: ['projectSource', 'sourceRun', 'sourceItem'],
  permissions,
  glossary,
  resources: { projectSource: { secret: ['apiKey'] }, sourceRun: {}, sourceItem: {} },
  category: 'activity',
})
