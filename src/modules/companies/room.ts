import { room } from '../../platform/declare/room.ts'
import { glossary } from './glossary.ts'
import { permissions } from './policy.ts'

export const { command, query, list } = room({
  name: 'companies',
  models: ['company', 'agency', 'companyPaper'],
  permissions,
  glossary,
  resources: { company: { secret: ['taxNumber'] }, agency: {}, companyPaper: {} },
  category: 'people',
})
