import { room } from '../../platform/declare/room.ts'
import { permissions } from './policy.ts'

export const { command, query } = room({
  name: 'keys',
  models: [],
  permissions,
  resources: { sealedColumn: {} },
  category: 'upkeep',
})
