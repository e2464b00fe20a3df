import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'

/**
 * Whoever changes where units stand waits for one another, and for whoever is adding a unit: a unit that is being added
 * below one that moves would keep the path of before. Taken before any unit is locked, so that nobody waits in a circle.
 */
export async function lockTree(run: RunSql, unitId: string): Promise<void> {
  await run(sql`
    SELECT pg_advisory_xact_lock(hashtextextended('units of ' || u.tenant_id::text, 0)) FROM units u WHERE u.id = ${unitId}::uuid`)
}

/** Where units stand stays as it is until the commit; units may be added meanwhile. */
export async function holdTree(run: RunSql, unitId: string): Promise<void> {
  await run(sql`
    SELECT pg_advisory_xact_lock_shared(hashtextextended('units of ' || u.tenant_id::text, 0)) FROM units u WHERE u.id = ${unitId}::uuid`)
}

/**
 * Puts a unit and all below it elsewhere, in one statement. The rows are locked before, so that memberships which are being
 * counted along the old path are done; the people above the old and the new place are counted anew.
 */
export async function moveBelow(
  run: RunSql,
  unit: { id: string; tenantId: string; unitPath: string },
  parent: { id: string; unitPath: string },
  now: Date,
): Promise<number> {
  await run(sql`
    SELECT 1 FROM units WHERE tenant_id = ${unit.tenantId}::uuid AND path <@ ${unit.unitPath}::ltree ORDER BY id FOR NO KEY UPDATE`)
  const [{ moved = 0 } = {}] = await run<{ moved: number }>(sql`
    WITH moved AS (
      UPDATE units SET
        path = ${parent.unitPath}::ltree || subpath(path, nlevel(${unit.unitPath}::ltree) - 1),
        parent_id = CASE WHEN id = ${unit.id}::uuid THEN ${parent.id}::uuid ELSE parent_id END,
        version = CASE WHEN id = ${unit.id}::uuid THEN version + 1 ELSE version END,
        updated_at = CASE WHEN id = ${unit.id}::uuid THEN ${now} ELSE updated_at END
      WHERE tenant_id = ${unit.tenantId}::uuid AND path <@ ${unit.unitPath}::ltree
      RETURNING 1)
    SELECT count(*)::int AS moved FROM moved`)
  await countAnew(run, placesThatDiffer(unit.unitPath, parent.unitPath))
  return moved
}

/** The units above one of two places that are not above the other: whose people become others. */
export function placesThatDiffer(unitPath: string, parentPath: string): string[] {
  const before = unitPath.split('.').slice(0, -1)
  const after = parentPath.split('.')
  return [
    ...before.filter((label) => !after.includes(label)),
    ...after.filter((label) => !before.includes(label)),
  ]
}

/** Counts the people of some units, given by the labels of their paths. The counts are locked first: who counts meanwhile comes after. */
export async function countAnew(run: RunSql, labels: readonly string[]): Promise<void> {
  if (labels.length === 0) return
  await run(sql`
    SELECT 1 FROM unit_counts WHERE unit_id = ANY(${labels}::uuid[]) ORDER BY unit_id DESC FOR NO KEY UPDATE`)
  await run(sql`
    UPDATE unit_counts c SET people = (
      SELECT count(DISTINCT m.person_id) FROM units a JOIN units u ON u.path <@ a.path
      JOIN memberships m ON m.tenant_id = u.tenant_id AND m.unit_id = u.id AND m.ended_at IS NULL WHERE a.id = c.unit_id)
    WHERE c.unit_id = ANY(${labels}::uuid[])`)
}
