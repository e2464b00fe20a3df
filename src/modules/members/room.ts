import { room } from '../../platform/declare/room.ts'
import { glossary } from './glossary.ts'
import { personColumns } from './import/columns.ts'
import { permissions } from './policy.ts'

export const { command, query, list, bulk } = room({
  name: 'members',
  models: ['memberImport', 'memberImportRow'],
  permissions,
  glossary,
  resources: {
    person: { personal: [...personColumns, 'locale', 'timeZone'], about: 'id' },
    import: {},
  },
})
