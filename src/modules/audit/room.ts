import { room } from '../../platform/declare/room.ts'
import { permissions } from './policy.ts'

export const { command, query, list } = room({
  name: 'audit',
  models: [],
  permissions,
  resources: { auditEntry: {}, auditMonths: {} },
  category: 'people',
})
