import type { TenantData } from '../../../platform/slots/tenant-data.ts'

export const tenantData: TenantData = { goes: ['application_files', 'bids', 'applications'] }
