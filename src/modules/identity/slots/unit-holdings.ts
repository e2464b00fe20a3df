import { sql } from '../../../platform/db/sql.ts'
import type { UnitHolding } from '../../../platform/slots/unit-holdings.ts'

/**
 * Groups of a provider that bring roles at a unit bring none at the one into which it goes: that may be a much larger
 * place, and the roles themselves end with the unit. Whoever may maps the group anew.
 */
const groups: UnitHolding = {
  name: 'identity.groups',
  // After the roles: those that groups brought end there, as all others.
  order: 40,
  fate: 'identity.providers.groupsEndWithUnit',
  async count(run, { id, tenantId }) {
    const [{ count = 0 } = {}] = await run<{ count: number }>(sql`
      SELECT count(*)::int AS count FROM provider_roles WHERE tenant_id = ${tenantId}::uuid AND unit_id = ${id}::uuid`)
    return count
  },
  async merge({ tx }, { from }) {
    await tx.sql(sql`
      DELETE FROM provider_roles WHERE tenant_id = ${from.tenantId}::uuid AND unit_id = ${from.id}::uuid`)
    await tx.sql(sql`
      DELETE FROM provider_grants g USING linked_identities l
      WHERE l.id = g.linked_id AND l.tenant_id = ${from.tenantId}::uuid AND g.unit_id = ${from.id}::uuid`)
  },
}

export const unitHoldings: readonly UnitHolding[] = [groups]
