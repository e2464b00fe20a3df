import { room } from '../../platform/declare/room.ts'
import { glossary } from './glossary.ts'
import { permissions } from './policy.ts'

export const { command, query } = room({
  name: 'fields',
  models: ['fieldDefinition', 'fieldValue'],
  permissions,
  glossary,
  resources: { fieldDefinition: {}, fieldValues: { personal: ['values'], about: 'id' } },
  category: 'people',
})
