import { sql } from '../../../platform/db/sql.ts'
import type { TenantState } from '../../../platform/policy/actor.ts'
import type { Tenancy, Tenant } from '../../../platform/policy/slots.ts'

/** The host's own association, else the only one there is; one that is closed counts where no other does. */
export const tenancy: Tenancy = {
  async tenantOf(run, host) {
    const rows = await run<Tenant & { byHost: boolean }>(sql`
      SELECT u.id, u.name, h.host IS NOT NULL AS "byHost", coalesce(s.state, 'active') AS state FROM units u
      LEFT JOIN tenant_states s ON s.tenant_id = u.id
      LEFT JOIN tenant_hosts h ON h.tenant_id = u.id AND h.host = ${host.toLowerCase()}
      WHERE u.parent_id IS NULL AND u.status = 'open'
      ORDER BY (h.host IS NOT NULL) DESC, coalesce(s.state = 'closed', false) LIMIT 2`)
    const [first, second] = rows
    const isOnly = !second || (first?.state !== 'closed' && second.state === 'closed')
    return first && (first.byHost || isOnly) ? { id: first.id, name: first.name, state: first.state } : null
  },
  async describe(run, tenantId) {
    const [root] = await run<{ name: string; host: string | null; state: TenantState }>(sql`
      SELECT u.name, coalesce((SELECT s.state FROM tenant_states s WHERE s.tenant_id = u.id), 'active') AS state, (SELECT host FROM tenant_hosts h WHERE h.tenant_id = u.id ORDER BY created_at, host LIMIT 1) AS host
      FROM units u WHERE u.id = ${tenantId}::uuid AND u.parent_id IS NULL`)
    return root ?? null
  },
  tenants: (run) =>
    run<Tenant>(
      sql`
        SELECT u.id, u.name, coalesce(s.state, 'active') AS state FROM units u LEFT JOIN tenant_states s ON s.tenant_id = u.id
        WHERE u.parent_id IS NULL AND u.status = 'open' AND s.state IS DISTINCT FROM 'closed' ORDER BY u.name LIMIT 500`,
    ),
}
