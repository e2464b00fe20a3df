import { room } from '../../platform/declare/room.ts'
import { glossary } from './glossary.ts'
import { permissions } from './policy.ts'

export const { command, query, list } = room({
  name: 'tenants',
  models: ['platformAdministrator', 'tenancy', 'founding', 'tenantVisit', 'tenantExport'],
  permissions,
  glossary,
  resources: {
    platformAdministrator: {},
    tenancy: {},
    founding: { personal: ['givenName', 'familyName', 'purpose'], about: 'accountId' },
    tenantVisit: {},
    tenantExport: {},
  },
  category: 'access',
  // What is about whole associations takes somebody who is there.
  tokens: false,
})
