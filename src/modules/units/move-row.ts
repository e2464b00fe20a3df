import type { RunSql } from '../../platform/db/database.ts'
import { wordPatterns } from '../../platform/db/search-words.ts'
import { empty, type Sql, sql } from '../../platform/db/sql.ts'
import { type Actor, pathsWith } from '../../platform/policy/actor.ts'
import type { UnitRow } from './views.ts'

/** Somebody who holds a role at a unit above a place, and so for the place. */
export interface Manager {
  personId: string
  name: string
  unitId: string
  unitName: string
}

/**
 * Who has charge of a place by a role at one of the units of a path that another path does not go through. Roles at the
 * units that both go through stay as they are.
 */
export function managersOn(
  run: RunSql,
  tenantId: string,
  path: string,
  otherPath: string,
  now: Date,
): Promise<Manager[]> {
  return run(sql`
    SELECT p.person_id AS "personId", p.display_name AS name, u.id AS "unitId", u.name AS "unitName"
    FROM units u JOIN authorities a ON a.tenant_id = u.tenant_id AND a.unit_id = u.id
      AND a.starts_at <= ${now} AND (a.ends_at IS NULL OR a.ends_at > ${now})
    JOIN people p ON p.tenant_id = a.tenant_id AND p.person_id = a.person_id
    WHERE u.tenant_id = ${tenantId}::uuid AND u.path @> ${path}::ltree AND NOT u.path @> ${otherPath}::ltree
    GROUP BY p.tenant_id, p.person_id, p.display_name, u.id, u.name, u.path
    ORDER BY nlevel(u.path), u.name, p.display_name LIMIT 200`)
}

/** Where an actor may put a unit: open units that they manage, outside of it, below which its kind may stand. */
export function placesToPut(
  run: RunSql,
  unit: UnitRow,
  actor: Actor,
  now: Date,
  { search, asMerge = false }: { search: string; asMerge?: boolean },
  limit: number,
): Promise<Array<{ id: string; name: string; code: string | null; within: string[] }>> {
  const words = wordPatterns(search)
  return run(sql`
    SELECT u.id, u.name, u.code,
      ARRAY(SELECT a.name FROM units a WHERE a.path @> u.path AND a.id <> u.id ORDER BY nlevel(a.path)) AS within
    FROM units u
    WHERE u.tenant_id = ${unit.tenantId}::uuid AND u.status = 'open' AND NOT u.path <@ ${unit.unitPath}::ltree
      AND ${managedUnits(actor, now)}
      AND ${
        asMerge
          ? sql`true`
          : sql`u.id <> ${unit.parentId}::uuid AND u.kind = ANY(ARRAY(
        SELECT unnest(k.parents) FROM unit_kinds k WHERE k.tenant_id = ${unit.tenantId}::uuid AND k.key = ${unit.kind}))`
      }
      ${words.length > 0 ? sql`AND (u.name || ' ' || coalesce(u.code, '')) ILIKE ALL(${words}::text[])` : empty}
    ORDER BY u.name, u.id LIMIT ${limit}`)
}

function managedUnits(actor: Actor, now: Date): Sql {
  if (actor.kind === 'system') return sql`true`
  return sql`u.path <@ ANY(${pathsWith(actor, 'units.manage', now)}::ltree[])`
}
