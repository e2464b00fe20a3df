import type { RunSql } from '../../../platform/db/database.ts'
import { type Sql, sql } from '../../../platform/db/sql.ts'
import { system } from '../../../platform/policy/actor.ts'
import type { Joined } from '../../../platform/slots/personal-data.ts'
import type { EndsByMove, HoldingUnit, UnitHolding } from '../../../platform/slots/unit-holdings.ts'
import { endGrant } from '../commands/end-grant.ts'
import { endGrantsOfMany } from '../commands/end-grants-of-many.ts'

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

/**
 * A role that staff made exists at its unit and below. Who holds it at a unit that moves away from there holds it no more:
 * it ends, rather than coming back one day because a unit does.
 */
const rolesLeftBehind: UnitHolding = {
  name: 'access.rolesLeftBehind',
  order: 32,
  fate: 'access.endWithRole',
  // Those at the unit itself end with it, and are counted so.
  async count(run, from, into, now) {
    const [{ count = 0 } = {}] = await run<{ count: number }>(sql`
      SELECT count(*)::int AS count ${heldWithoutRole(from, into.unitPath, now)} AND g.unit_id <> ${from.id}::uuid`)
    return count
  },
  endsByMove: leftBehind,
  merge: (context, { into }) => endWithoutRole(context, into),
  move: endWithoutRole,
}

/** Roles at a unit and below it, whose own unit is above it and not above another place. */
function leftBehind(run: RunSql, unit: HoldingUnit, parentPath: string, now: Date): Promise<EndsByMove[]> {
  return run<EndsByMove>(sql`
    SELECT g.person_id AS "personId", p.display_name AS name, u.unit_id AS "unitId", u.name AS "unitName", r.name AS what
    ${heldWithoutRole(unit, parentPath, now)}
    ORDER BY nlevel(u.path), u.name, p.sort_name, g.id LIMIT 200`)
}

function heldWithoutRole({ tenantId, unitPath }: HoldingUnit, parentPath: string, now: Date): Sql {
  return sql`FROM grants g JOIN unit_places u ON u.tenant_id = g.tenant_id AND u.unit_id = g.unit_id
    JOIN roles r ON r.tenant_id = g.tenant_id AND r.id = g.role_id
    JOIN unit_places m ON m.tenant_id = r.tenant_id AND m.unit_id = r.unit_id
    JOIN people p ON p.tenant_id = g.tenant_id AND p.person_id = g.person_id
    WHERE g.tenant_id = ${tenantId}::uuid AND u.path <@ ${unitPath}::ltree AND m.path @> ${unitPath}::ltree
      AND m.path <> ${unitPath}::ltree AND NOT m.path @> ${parentPath}::ltree
      AND (g.ends_at IS NULL OR g.ends_at > greatest(g.starts_at, ${now}))`
}

/** In lots, so that a place with thousands of holders needs no more memory than one with a few. */
const endedAtOnce = 500

async function endWithoutRole({ tx, now, call }: Joined, { tenantId, unitPath }: HoldingUnit): Promise<void> {
  for (;;) {
    const over = await tx.sql<{ id: string }>(sql`
      SELECT s.grant_id AS id FROM grant_standings s
      WHERE s.tenant_id = ${tenantId}::uuid AND s.path <@ ${unitPath}::ltree AND NOT s.role_exists
        AND (s.ends_at IS NULL OR s.ends_at > greatest(s.starts_at, ${now})) ORDER BY s.grant_id LIMIT ${endedAtOnce}`)
    if (over.length === 0) return
    await call(
      endGrantsOfMany,
      { grantIds: over.map(({ id }) => id) },
      { as: system('the role does not exist where the unit stands now', tenantId) },
    )
  }
}

export const unitHoldings: readonly UnitHolding[] = [roles, madeRoles, rolesLeftBehind]
