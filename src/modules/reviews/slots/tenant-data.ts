import type { TenantData } from '../../../platform/slots/tenant-data.ts'

export const tenantData: TenantData = {
  goes: [
    'appeals',
    'decision_records',
    'review_decisions',
    'clarifications',
    'review_sheets',
    'review_conflicts',
    'reviewers',
    'review_criteria',
    'reviews',
    'review_rules',
  ],
}
