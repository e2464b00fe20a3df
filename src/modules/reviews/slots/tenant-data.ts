import type { TenantData } from '../../../platform/slots/tenant-data.ts'

export const tenantData: TenantData = {
  goes: ['review_conflicts', 'reviewers', 'review_criteria', 'reviews', 'review_rules'],
}
