import type { TenantData } from '../../../platform/slots/tenant-data.ts'

export const tenantData: TenantData = {
  goes: [
    'match_ratings',
    'addendum_receipts',
    'application_files',
    'bids',
    'applications',
    'sealing_witnesses',
    'sealings',
  ],
}
