import { room } from '../../platform/declare/room.ts'
import { permissions } from './policy.ts'

export const { command, query } = room({
  name: 'tasks',
  models: ['task'],
  permissions,
  resources: { task: {}, deadJobs: {} },
})
