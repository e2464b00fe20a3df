import { sql } from '../../../platform/db/sql.ts'
import { system } from '../../../platform/policy/actor.ts'
import type { UnitHolding } from '../../../platform/slots/unit-holdings.ts'
import { endGrant } from '../commands/end-grant.ts'

/**
 * Who held a role at a unit that goes into another does not come to hold it there: that may be a much larger place. Roles
 * end with the unit, and whoever may grants new ones.
 */
const roles: UnitHolding = {
  name: 'access.roles',
  order: 30,
  fate: 'access.endWithUnit',
  async count(run, { id, tenantId }, _into, now) {
    const [{ count = 0 } = {}] = await run<{ count: number }>(sql`
      SELECT count(*)::int AS count FROM grants
      WHERE tenant_id = ${tenantId}::uuid AND unit_id = ${id}::uuid AND (ends_at IS NULL OR ends_at > ${now})`)
    return count
  },
  async merge({ tx, now, call }, { from }) {
    // What was to begin later never begins.
    await tx.sql(sql`
      UPDATE grants SET ends_at = starts_at WHERE tenant_id = ${from.tenantId}::uuid AND unit_id = ${from.id}::uuid AND starts_at > ${now}`)
    const inForce = await tx.sql<{ id: string }>(sql`
      SELECT id FROM grants WHERE tenant_id = ${from.tenantId}::uuid AND unit_id = ${from.id}::uuid AND starts_at <= ${now}
        AND (ends_at IS NULL OR ends_at > ${now}) ORDER BY id`)
    for (const { id } of inForce)
      await call(endGrant, { grantId: id }, { as: system('the unit goes into another', from.tenantId) })
  },
}

export const unitHoldings: readonly UnitHolding[] = [roles]
