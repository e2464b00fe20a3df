import { sql } from '../../../platform/db/sql.ts'
import type { TenantData } from '../../../platform/slots/tenant-data.ts'

export const tenantData: TenantData = {
  goes: [
    'project_questions',
    'project_files',
    'project_addenda',
    'project_bookmarks',
    'project_invitations',
    'project_demands',
    'projects',
    {
      // What stands below another goes before it.
      table: 'project_categories',
      async batch({ tx }, tenantId) {
        const rows = await tx.sql(sql`
          DELETE FROM project_categories WHERE tenant_id = ${tenantId}::uuid AND parent_id IS NOT NULL RETURNING 1`)
        return rows.length
      },
    },
    'project_categories',
  ],
}
