import { sql } from '../../../platform/db/sql.ts'
import type { Tenancy, Tenant } from '../../../platform/policy/slots.ts'

/** The host's own association, else the only one there is. */
export const tenancy: Tenancy = {
  async tenantOf(run, host) {
    const rows = await run<Tenant & { byHost: boolean }>(sql`
      SELECT u.id, u.name, h.host IS NOT NULL AS "byHost" FROM units u
      LEFT JOIN tenant_hosts h ON h.tenant_id = u.id AND h.host = ${host.toLowerCase()}
      WHERE u.parent_id IS NULL AND u.status = 'open'
      ORDER BY (h.host IS NOT NULL) DESC LIMIT 2`)
    const [first, second] = rows
    return first && (first.byHost || !second) ? { id: first.id, name: first.name } : null
  },
  async tenantName(run, tenantId) {
    const [root] = await run<{ name: string }>(
      sql`SELECT name FROM units WHERE id = ${tenantId}::uuid AND parent_id IS NULL`,
    )
    return root?.name ?? null
  },
  tenants: (run) =>
    run<Tenant>(
      sql`SELECT id, name FROM units WHERE parent_id IS NULL AND status = 'open' ORDER BY name LIMIT 500`,
    ),
}
