import { sql } from '../../../platform/db/sql.ts'
import { system } from '../../../platform/policy/actor.ts'
import type { UnitHolding } from '../../../platform/slots/unit-holdings.ts'
import { endGrant } from '../commands/end-grant.ts'

/**
 * Who held a role at a unit that goes into another does not come to hold it there: that may be a much larger place. Roles
 * end with the unit, and whoever may grants new ones. Those that positions carry end with their terms.
 */
const roles: UnitHolding = {
  name: 'access.roles',
  order: 30,
  fate: 'access.endWithUnit',
  async count(run, { id, tenantId }, _into, now) {
    const [{ count = 0 } = {}] = await run<{ count: number }>(sql`
      SELECT count(*)::int AS count FROM grants
      WHERE tenant_id = ${tenantId}::uuid AND unit_id = ${id}::uuid AND NOT carried
        AND (ends_at IS NULL OR ends_at > greatest(starts_at, ${now}))`)
    return count
  },
  async merge({ tx, now, call }, { from }) {
    // What was to begin later never begins.
    await tx.sql(sql`
      UPDATE grants SET ends_at = starts_at WHERE tenant_id = ${from.tenantId}::uuid AND unit_id = ${from.id}::uuid AND starts_at > ${now}
        AND NOT carried`)
    const inForce = await tx.sql<{ id: string }>(sql`
      SELECT id FROM grants WHERE tenant_id = ${from.tenantId}::uuid AND unit_id = ${from.id}::uuid AND starts_at <= ${now} AND NOT carried
        AND (ends_at IS NULL OR ends_at > ${now}) ORDER BY id`)
    for (const { id } of inForce)
      await call(endGrant, { grantId: id }, { as: system('the unit goes into another', from.tenantId) })
  },
}

/**
 * A role that was made at it exists at the other unit and below, so whoever holds it further down goes on. Where there is
 * one of the same name already it is given no more.
 */
const madeRoles: UnitHolding = {
  name: 'access.madeRoles',
  order: 31,
  fate: 'access.rolesGoAlong',
  async count(run, { id, tenantId }) {
    const [{ count = 0 } = {}] = await run<{ count: number }>(sql`
      SELECT count(*)::int AS count FROM roles WHERE tenant_id = ${tenantId}::uuid AND unit_id = ${id}::uuid`)
    return count
  },
  async merge({ tx, now }, { from, into }) {
    await tx.sql(sql`
      UPDATE roles r SET unit_id = ${into.id}::uuid, version = version + 1, updated_at = ${now},
        retired_at = CASE WHEN EXISTS (SELECT 1 FROM roles o WHERE o.tenant_id = r.tenant_id AND o.unit_id = ${into.id}::uuid
          AND o.name = r.name AND o.retired_at IS NULL) THEN coalesce(r.retired_at, ${now}) ELSE r.retired_at END
      WHERE tenant_id = ${from.tenantId}::uuid AND unit_id = ${from.id}::uuid`)
  },
}

export const unitHoldings: readonly UnitHolding[] = [roles, madeRoles]
