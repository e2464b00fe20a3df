import { sql } from '../../../platform/db/sql.ts'
import { newId } from '../../../platform/ids.ts'
import type { UnitHolding } from '../../../platform/slots/unit-holdings.ts'
import { countAnew, placesThatDiffer } from '../tree-row.ts'

/** Members end their membership here and begin one there; who belongs there already keeps that one. */
const members: UnitHolding = {
  name: 'units.members',
  order: 10,
  fate: 'units.merge.members',
  async count(run, { id, tenantId }) {
    const [{ count = 0 } = {}] = await run<{ count: number }>(sql`
      SELECT members AS count FROM unit_counts WHERE tenant_id = ${tenantId}::uuid AND unit_id = ${id}::uuid`)
    return count
  },
  async merge({ tx, now }, { from, into }) {
    const leaving = await tx.sql<{ personId: string; isPrimary: boolean }>(sql`
      SELECT person_id AS "personId", is_primary AS "isPrimary" FROM memberships
      WHERE tenant_id = ${from.tenantId}::uuid AND unit_id = ${from.id}::uuid AND ended_at IS NULL ORDER BY person_id FOR UPDATE`)
    if (leaving.length === 0) return
    const personIds = leaving.map(({ personId }) => personId)
    const ids = leaving.map(() => newId(now.getTime()))
    await tx.sql(sql`
      UPDATE memberships SET ended_at = greatest(joined_at, ${now}), is_primary = false
      WHERE tenant_id = ${from.tenantId}::uuid AND unit_id = ${from.id}::uuid AND ended_at IS NULL`)
    // Somebody may be joining there at this very moment, and then belongs there already.
    await tx.sql(sql`
      INSERT INTO memberships (id, tenant_id, unit_id, person_id, is_primary, joined_at)
      SELECT n.id, ${into.tenantId}::uuid, ${into.id}::uuid, n.person_id, false, ${now}
      FROM unnest(${ids}::uuid[], ${personIds}::uuid[]) AS n(id, person_id)
      ON CONFLICT (person_id, unit_id) WHERE ended_at IS NULL DO NOTHING`)
    const primary = leaving.filter(({ isPrimary }) => isPrimary).map(({ personId }) => personId)
    await tx.sql(sql`
      UPDATE memberships SET is_primary = true
      WHERE tenant_id = ${into.tenantId}::uuid AND unit_id = ${into.id}::uuid AND ended_at IS NULL AND person_id = ANY(${primary}::uuid[])`)
  },
}

/** Who asked to come here, or to leave from here, asks anew: the question was about another place. */
const transfers: UnitHolding = {
  name: 'units.transfers',
  order: 15,
  fate: 'units.merge.transfers',
  async count(run, { id, tenantId }) {
    const [{ count = 0 } = {}] = await run<{ count: number }>(sql`
      SELECT count(*)::int AS count FROM transfers
      WHERE tenant_id = ${tenantId}::uuid AND (to_unit_id = ${id}::uuid OR from_unit_id = ${id}::uuid) AND state = 'requested'`)
    return count
  },
  async merge({ tx, now }, { from }) {
    await tx.sql(sql`
      UPDATE transfers SET state = 'withdrawn', decided_at = ${now}
      WHERE tenant_id = ${from.tenantId}::uuid AND (to_unit_id = ${from.id}::uuid OR from_unit_id = ${from.id}::uuid) AND state = 'requested'`)
  },
}

/** What stands below comes to stand below the other one. */
const below: UnitHolding = {
  name: 'units.below',
  order: 20,
  fate: 'units.merge.below',
  async count(run, { tenantId, unitPath }) {
    const [{ count = 0 } = {}] = await run<{ count: number }>(sql`
      SELECT count(*)::int - 1 AS count FROM units WHERE tenant_id = ${tenantId}::uuid AND path <@ ${unitPath}::ltree`)
    return count
  },
  async merge({ tx, now }, { from, into }) {
    await tx.sql(sql`
      SELECT 1 FROM units WHERE tenant_id = ${from.tenantId}::uuid AND path <@ ${from.unitPath}::ltree ORDER BY id FOR NO KEY UPDATE`)
    const moved = await tx.sql(sql`
      UPDATE units SET
        path = ${into.unitPath}::ltree || subpath(path, nlevel(${from.unitPath}::ltree)),
        parent_id = CASE WHEN parent_id = ${from.id}::uuid THEN ${into.id}::uuid ELSE parent_id END,
        version = CASE WHEN parent_id = ${from.id}::uuid THEN version + 1 ELSE version END,
        updated_at = CASE WHEN parent_id = ${from.id}::uuid THEN ${now} ELSE updated_at END
      WHERE tenant_id = ${from.tenantId}::uuid AND path <@ ${from.unitPath}::ltree AND id <> ${from.id}::uuid RETURNING 1`)
    if (moved.length > 0) await countAnew(tx.sql, placesThatDiffer(`${from.unitPath}.below`, into.unitPath))
  },
}

export const unitHoldings: readonly UnitHolding[] = [members, transfers, below]
