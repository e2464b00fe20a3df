import type { RunSql } from '../../platform/db/database.ts'
import { wordPatterns } from '../../platform/db/search-words.ts'
import { empty, sql } from '../../platform/db/sql.ts'
import type { UnitRow } from './views.ts'

/** Whether somebody belongs to a unit or to one below it: they know the place, and the unit's staff may see them. */
export async function belongsBelow(
  run: RunSql,
  { tenantId, unitPath }: Pick<UnitRow, 'tenantId' | 'unitPath'>,
  personId: string,
): Promise<boolean> {
  const [found] = await run(sql`
    SELECT 1 FROM people p WHERE p.tenant_id = ${tenantId}::uuid AND p.person_id = ${personId}::uuid AND EXISTS (
      SELECT 1 FROM memberships m JOIN units u ON u.tenant_id = m.tenant_id AND u.id = m.unit_id
      WHERE m.tenant_id = p.tenant_id AND m.person_id = p.person_id AND m.ended_at IS NULL AND u.path <@ ${unitPath}::ltree)`)
  return found !== undefined
}

/** People of a unit and below whose names have all the words that were typed. */
export function findBelow(
  run: RunSql,
  { tenantId, unitPath }: Pick<UnitRow, 'tenantId' | 'unitPath'>,
  search: string,
  limit: number,
): Promise<Array<{ personId: string; name: string }>> {
  const patterns = wordPatterns(search)
  return run(sql`
    SELECT p.person_id AS "personId", p.display_name AS name FROM people p
    WHERE p.tenant_id = ${tenantId}::uuid
      ${patterns.length > 0 ? sql`AND p.display_name ILIKE ALL(${patterns}::text[])` : empty}
      AND EXISTS (
        SELECT 1 FROM memberships m JOIN units u ON u.tenant_id = m.tenant_id AND u.id = m.unit_id
        WHERE m.tenant_id = p.tenant_id AND m.person_id = p.person_id AND m.ended_at IS NULL AND u.path <@ ${unitPath}::ltree)
    ORDER BY p.sort_name, p.person_id LIMIT ${limit}`)
}
