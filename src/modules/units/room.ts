import { room } from '../../platform/declare/room.ts'
import { glossary } from './glossary.ts'
import { permissions } from './policy.ts'

export const { command, query, list, bulk } = room({
  name: 'units',
  models: [
    'unit',
    'unitKind',
    'unitChange',
    'unitCount',
    'unitSetting',
    'tenantHost',
    'membership',
    'transfer',
    'primaryChoice',
  ],
  permissions,
  glossary,
  resources: {
    unit: {},
    unitKind: {},
    membership: {},
    transfer: { personal: ['reason', 'answer'], about: 'personId' },
  },
  category: 'structure',
})
