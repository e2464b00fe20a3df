import type { RunSql } from '../../platform/db/database.ts'
import { empty, type Sql, sql } from '../../platform/db/sql.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import { holdRole, isBuiltIn, noSuchRole, roleRetired } from '../access/index.ts'
import { kindsOf } from '../units/index.ts'
import type { PositionReply } from './contract.ts'
import { visiblePlaces } from './policy.ts'
import { noSuchKind, type Place, type PositionRow } from './position.ts'
import type { Span } from './term.ts'

export const positionColumns: Sql = sql`o.id, o.tenant_id AS "tenantId", o.name, o.description, o.level, o.kinds, o.way, o.seats,
  o.term_months AS "termMonths", o.role, o.version, o.archived_at AS "archivedAt"`

/** The highest first; archived ones last. */
export function positionsOf(
  run: RunSql,
  tenantId: string | null,
  { withArchived = false } = {},
): Promise<PositionRow[]> {
  return run<PositionRow>(sql`
    SELECT ${positionColumns} FROM positions o
    WHERE o.tenant_id = ${tenantId}::uuid ${withArchived ? empty : sql`AND o.archived_at IS NULL`}
    ORDER BY o.archived_at IS NOT NULL, o.level, o.created_at, o.id`)
}

/** Changes follow one another, and wait for appointments that are under way. */
export async function lockPosition(
  run: RunSql,
  positionId: string,
  tenantId: string | null,
): Promise<(PositionRow & { unitPath: string }) | null> {
  const [found] = await run<PositionRow & { unitPath: string }>(sql`
    SELECT ${positionColumns}, r.path::text AS "unitPath" FROM positions o JOIN unit_places r ON r.unit_id = o.tenant_id
    WHERE o.id = ${positionId}::uuid AND o.tenant_id = ${tenantId}::uuid FOR NO KEY UPDATE OF o`)
  return found ?? null
}

/** Held as it is: how many hold it, and what it carries, does not change while somebody is appointed. */
export async function holdPosition(
  run: RunSql,
  positionId: string,
  tenantId: string,
): Promise<PositionRow | null> {
  const [found] = await run<PositionRow>(sql`
    SELECT ${positionColumns} FROM positions o WHERE o.id = ${positionId}::uuid AND o.tenant_id = ${tenantId}::uuid FOR SHARE OF o`)
  return found ?? null
}

/** A unit as far as the actor may see its positions. Held, it neither closes nor goes into another before the commit. */
export async function findPlace(
  run: RunSql,
  unitId: string,
  actor: Actor,
  now: Date,
  { held = false } = {},
): Promise<Place | null> {
  const [place] = await run<Place>(sql`
    SELECT p.unit_id AS "unitId", p.tenant_id AS "tenantId", p.path::text AS "unitPath", p.name AS "unitName", p.kind, p.status
    FROM unit_places p WHERE p.unit_id = ${unitId}::uuid AND ${visiblePlaces(actor, now)} ${held ? sql`FOR SHARE OF p` : empty}`)
  return place ?? null
}

export function toPositionReply({
  tenantId: _tenantId,
  name,
  description,
  ...found
}: PositionRow): PositionReply {
  return {
    ...found,
    name: name as PositionReply['name'],
    description: description as PositionReply['description'],
  }
}

/** What a position may name: kinds of unit that the association has, and a role that there is. Else beside the field. */
export async function requireKnown(
  run: RunSql,
  tenantId: string,
  { kinds, role }: Pick<PositionRow, 'kinds' | 'role'>,
): Promise<{ roleId: string | null }> {
  if (kinds.length > 0) {
    const known = new Set((await kindsOf(run, tenantId, { withArchived: true })).map(({ key }) => key))
    const strange = kinds.findIndex((key) => !known.has(key))
    if (strange >= 0) throw noSuchKind(strange)
  }
  if (role === null || isBuiltIn(role)) return { roleId: null }
  const made = await holdRole(run, tenantId, role)
  if (!made) throw noSuchRole()
  if (made.retiredAt) throw roleRetired()
  return { roleId: made.id }
}

/** The terms of a position that run or are to come, at each unit where there are any. */
export async function termsByUnit(run: RunSql, { id, tenantId }: PositionRow, now: Date): Promise<Span[][]> {
  const rows = await run<Span & { unitId: string }>(sql`
    SELECT unit_id AS "unitId", starts_at AS "startsAt", ends_at AS "endsAt" FROM terms
    WHERE tenant_id = ${tenantId}::uuid AND position_id = ${id}::uuid AND (ends_at IS NULL OR ends_at > greatest(starts_at, ${now}))`)
  return [...Map.groupBy(rows, ({ unitId }) => unitId).values()]
}
