import { room } from '../../platform/declare/room.ts'
import { glossary } from './glossary.ts'
import { permissions } from './policy.ts'

export const { command, query, list } = room({
  name: 'audit',
  models: [],
  permissions,
  glossary,
  resources: {
    auditEntry: {},
    auditMonths: {},
    // What somebody looked for may be a name.
    auditExport: { personal: ['match'], about: 'exportedBy' },
  },
  category: 'people',
})
