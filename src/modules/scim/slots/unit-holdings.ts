import { sql } from '../../../platform/db/sql.ts'
import type { UnitHolding } from '../../../platform/slots/unit-holdings.ts'

/** What groups bring at a unit they do not bring at the one into which it goes, as that may be a much larger place. */
const targets: UnitHolding = {
  name: 'scim.targets',
  // After roles and members, as what groups brought of them ends there or goes along.
  order: 41,
  fate: 'scim.groups.endWithUnit',
  async count(run, { id, tenantId }) {
    const [{ count = 0 } = {}] = await run<{ count: number }>(sql`
      SELECT count(*)::int AS count FROM scim_group_targets WHERE tenant_id = ${tenantId}::uuid AND unit_id = ${id}::uuid`)
    return count
  },
  async merge({ tx }, { from }) {
    const here = sql`tenant_id = ${from.tenantId}::uuid AND unit_id = ${from.id}::uuid`
    await tx.sql(sql`DELETE FROM scim_group_targets WHERE ${here}`)
    await tx.sql(sql`DELETE FROM scim_grants WHERE ${here}`)
    await tx.sql(sql`DELETE FROM scim_memberships WHERE ${here}`)
  },
}

export const unitHoldings: readonly UnitHolding[] = [targets]
