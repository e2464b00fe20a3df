import type { TenantData } from '../../../platform/slots/tenant-data.ts'

export const tenantData: TenantData = { goes: ['match_ratings', 'application_files', 'bids', 'applications'] }
