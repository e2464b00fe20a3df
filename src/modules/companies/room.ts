import { room } from '../../platform/declare/room.ts'
import { glossary } from './glossary.ts'
import { permissions } from './policy.ts'

/** Of a person it goes with them from the audit; of a company it stays. */
const workParts = [
  'title',
  'client',
  'place',
  'startedOn',
  'endedOn',
  'amount',
  'currency',
  'role',
  'description',
  'link',
]

export const { command, query, list } = room({
  name: 'companies',
  models: ['company', 'agency', 'companyPaper', 'companyUnit', 'pastWork', 'pastWorkFile'],
  permissions,
  glossary,
  resources: {
    company: { secret: ['taxNumber'] },
    agency: {},
    companyPaper: {},
    pastWork: { personal: workParts, about: 'personId' },
  },
  category: 'people',
})
