import type { RunSql } from '../../platform/db/database.ts'
import { wordPatterns } from '../../platform/db/search-words.ts'
import { empty, type Sql, sql } from '../../platform/db/sql.ts'
import type { CommandContext } from '../../platform/declare/operation.ts'
import { keepChange } from './change-row.ts'
import { leaderLeft } from './facts.ts'
import type { UnitRow } from './views.ts'

type Context = CommandContext<'unitChange', unknown, 'unit'>

interface Led {
  id: string
  tenantId: string
  version: number
  leaderId: string
}

/**
 * Whoever belongs neither to the unit that they lead nor below it any more, leads it no more. It is asked after their
 * memberships were locked and changed.
 */
export function stopLeadingElsewhere(
  context: Context,
  tenantId: string,
  personIds: readonly string[],
): Promise<void> {
  return stopLeading(
    context,
    sql`u.tenant_id = ${tenantId}::uuid AND u.leader_id = ANY(${personIds}::uuid[]) AND NOT EXISTS (
      SELECT 1 FROM memberships m JOIN units b ON b.tenant_id = m.tenant_id AND b.id = m.unit_id
      WHERE m.tenant_id = u.tenant_id AND m.person_id = u.leader_id AND m.ended_at IS NULL AND b.path <@ u.path)`,
  )
}

/** These units, each led by whom it is, are led by nobody from now on; their history says so, and their staff hear of it. */
export async function stopLeading({ tx, actor, now, record, emit }: Context, which: Sql): Promise<void> {
  const left = await tx.sql<Led>(sql`
    UPDATE units w SET leader_id = NULL, version = w.version + 1, updated_at = ${now}
    FROM (SELECT u.id, u.leader_id FROM units u WHERE ${which} ORDER BY u.id FOR NO KEY UPDATE) l
    WHERE w.id = l.id RETURNING w.id, w.tenant_id AS "tenantId", w.version, l.leader_id AS "leaderId"`)
  for (const { leaderId, ...unit } of left) {
    record({ type: 'unit', id: unit.id }, { leaderId }, { leaderId: null })
    await keepChange(
      tx,
      { actor, now },
      { unit, what: 'changed', before: { leaderId }, after: { leaderId: null } },
    )
    emit(leaderLeft, { unitId: unit.id, personId: leaderId })
  }
}

/** Whether somebody belongs to a unit or to one below it: they know the place, and the unit's staff may see them. */
export async function belongsBelow(
  run: RunSql,
  { tenantId, unitPath }: Pick<UnitRow, 'tenantId' | 'unitPath'>,
  personId: string,
): Promise<boolean> {
  // Held until the commit: who leaves at this moment has left, or is found leading when they do.
  const held = await run(sql`
    SELECT 1 FROM people p JOIN memberships m ON m.tenant_id = p.tenant_id AND m.person_id = p.person_id AND m.ended_at IS NULL
    JOIN units u ON u.tenant_id = m.tenant_id AND u.id = m.unit_id
    WHERE p.tenant_id = ${tenantId}::uuid AND p.person_id = ${personId}::uuid AND u.path <@ ${unitPath}::ltree
    ORDER BY m.joined_at, m.id FOR SHARE OF m`)
  return held.length > 0
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
