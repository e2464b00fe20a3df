import { room } from '../../platform/declare/room.ts'
import { glossary } from './glossary.ts'
import { permissions } from './policy.ts'

/** What is applied with stands in no entry of the audit: of an application it says what became of it, and by whom. */
export const { command, query, list } = room({
  name: 'applications',
  models: [
    'application',
    'bid',
    'applicationFile',
    'matchRating',
    'sealing',
    'sealingWitness',
    'addendumReceipt',
  ],
  permissions,
  glossary,
  resources: { application: {}, applicationExport: {}, sealing: {} },
  category: 'activity',
})
