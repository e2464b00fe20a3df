import { sql } from '../../../platform/db/sql.ts'
import type { TenantData } from '../../../platform/slots/tenant-data.ts'

const unitsAtOnce = 500

export const tenantData: TenantData = {
  goes: [
    'transfers',
    'primary_choices',
    'memberships',
    'unit_changes',
    'unit_settings',
    {
      // What is said about a place goes; the tree and its names stay.
      table: 'units',
      async batch({ tx, now }, tenantId) {
        const emptied = await tx.sql(sql`
          UPDATE units SET description = NULL, boundary = NULL, centre = NULL, leader_id = NULL, updated_at = ${now}, version = version + 1
          WHERE id = ANY(ARRAY(
            SELECT u.id FROM units u WHERE u.tenant_id = ${tenantId}::uuid
              AND (u.description IS NOT NULL OR u.boundary IS NOT NULL OR u.centre IS NOT NULL OR u.leader_id IS NOT NULL)
            ORDER BY u.id LIMIT ${unitsAtOnce}))
          RETURNING 1`)
        return emptied.length
      },
    },
  ],
  stays: {
    units: 'the tree and its names alone: the audit says of it where something was done',
    unit_kinds: 'what the units in the tree are',
    unit_counts: 'counts of nobody, which the rows of units have',
    tenant_hosts: 'nobody else shall come to a name under which people knew this association',
  },
}
