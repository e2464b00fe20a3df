import type { RunSql } from '../../platform/db/database.ts'
import { empty, type Sql, sql } from '../../platform/db/sql.ts'
import { type NumberSeries, numberOf } from './number.ts'

export interface SeriesRow {
  unitPath: string
  /** Null until somebody has said how numbers look. */
  series: NumberSeries | null
  version: number
}

/** The series of an association at its root, where it is decided about. */
export async function findSeries(
  run: RunSql,
  tenantId: string | null,
  lock: Sql = empty,
): Promise<SeriesRow | null> {
  const [root] = await run<{ unitPath: string }>(sql`
    SELECT r.path::text AS "unitPath" FROM unit_places r WHERE r.unit_id = ${tenantId}::uuid AND r.parent_id IS NULL ${lock}`)
  if (!root) return null
  const [series] = await run<NumberSeries>(sql`
    SELECT prefix, with_year AS "withYear", digits, next_number AS "nextNumber", version FROM number_series WHERE tenant_id = ${tenantId}::uuid`)
  return { ...root, series: series ?? null, version: series?.version ?? 0 }
}

/** Two who say at once how numbers look do so one after the other. */
export const lockRoot: Sql = sql`FOR NO KEY UPDATE OF r`

/**
 * Gives numbers to those who have none: to those who become members, or to all members in the order in which they came.
 * The row of the series is locked by the first and held until the commit, so nobody else is given the same.
 */
export async function giveNumbers(
  run: RunSql,
  tenantId: string,
  now: Date,
  personIds: readonly string[] | null = null,
): Promise<Array<{ personId: string; number: string }>> {
  return run(sql`
    INSERT INTO membership_numbers (tenant_id, number, person_id, given_at)
    SELECT w.tenant_id, w.number, w.person_id, ${now} FROM (
      SELECT p.tenant_id, next_membership_number(p.tenant_id, ${now}) AS number, p.person_id FROM (
        SELECT p.tenant_id, p.person_id FROM people p
        WHERE p.tenant_id = ${tenantId}::uuid AND ${personIds === null ? isActive(now) : sql`p.person_id = ANY(${personIds}::uuid[])`} AND ${hasNoNumber}
          AND EXISTS (SELECT 1 FROM number_series q WHERE q.tenant_id = p.tenant_id)
        ORDER BY p.created_at, p.person_id) p OFFSET 0) w
    RETURNING person_id AS "personId", number`)
}

/** How many members have no number. */
export async function countWithoutNumber(run: RunSql, tenantId: string | null, now: Date): Promise<number> {
  const [row] = await run<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM people p WHERE p.tenant_id = ${tenantId}::uuid AND ${isActive(now)} AND ${hasNoNumber}`)
  return row?.count ?? 0
}

function isActive(now: Date): Sql {
  return sql`coalesce((SELECT s.standing FROM person_standings s WHERE s.tenant_id = p.tenant_id AND s.person_id = p.person_id
    AND s.starts_at <= ${now} AND (s.ends_at IS NULL OR s.ends_at > ${now}) LIMIT 1), 'active') = 'active'`
}

const hasNoNumber = sql`NOT EXISTS (SELECT 1 FROM membership_numbers n WHERE n.tenant_id = p.tenant_id AND n.person_id = p.person_id
  AND n.replaced_at IS NULL)`

export async function numberOfPerson(
  run: RunSql,
  { tenantId, personId }: { tenantId: string; personId: string },
): Promise<string | null> {
  const [row] = await run<{ number: string }>(sql`
    SELECT number FROM person_numbers WHERE tenant_id = ${tenantId}::uuid AND person_id = ${personId}::uuid`)
  return row?.number ?? null
}

export function exampleOf(series: Omit<NumberSeries, 'version'>, now: Date): string {
  return numberOf(series, now.getUTCFullYear())
}
