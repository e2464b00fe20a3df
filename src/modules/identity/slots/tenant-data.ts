import { sql } from '../../../platform/db/sql.ts'
import type { TenantData } from '../../../platform/slots/tenant-data.ts'

const sessionsAtOnce = 500

export const tenantData: TenantData = {
  goes: [
    {
      // Only those for which the association vouched, which count nowhere else; with them who acted for somebody there.
      table: 'sessions',
      async batch({ tx }, tenantId) {
        const ended = await tx.sql(sql`
          DELETE FROM sessions WHERE id = ANY(ARRAY(
            SELECT s.id FROM sessions s WHERE s.vouched_by = ${tenantId}::uuid LIMIT ${sessionsAtOnce}))
          RETURNING 1`)
        return ended.length
      },
    },
    'second_step_resets',
    'second_step_reset_waits',
    'linked_identities',
    'provider_roles',
    'identity_providers',
    'sign_in_rules',
    'invitations',
    'sign_ups',
  ],
  stays: { sessions: 'those of accounts, which are not the association’s' },
}
