import type { RunSql } from '../../platform/db/database.ts'
import { empty, type Sql, sql } from '../../platform/db/sql.ts'
import { type Actor, personBehind } from '../../platform/policy/actor.ts'
import type { TermReply } from './contract.ts'
import { appointedAt, visibleTerms } from './policy.ts'
import type { PositionRow } from './position.ts'
import { type Span, stateOf, type TermRow } from './term.ts'

/** A term as far as the actor may see it. Locked, it is changed and ended one after the other. */
export async function findTerm(
  run: RunSql,
  termId: string,
  actor: Actor,
  now: Date,
  { locked = false } = {},
): Promise<TermRow | null> {
  const [term] = await run<TermRow>(sql`
    SELECT t.id, t.tenant_id AS "tenantId", t.position_id AS "positionId", o.name AS "positionName", t.unit_id AS "unitId",
      p.path::text AS "unitPath", t.person_id AS "personId", t.starts_at AS "startsAt", t.ends_at AS "endsAt", t.way, t.reason,
      CASE WHEN t.grant_id IS NOT NULL THEN o.role END AS role, t.grant_id AS "grantId"
    FROM terms t JOIN positions o ON o.tenant_id = t.tenant_id AND o.id = t.position_id
    JOIN unit_places p ON p.tenant_id = t.tenant_id AND p.unit_id = t.unit_id
    WHERE t.id = ${termId}::uuid AND ${visibleTerms(actor, now)} ${locked ? sql`FOR NO KEY UPDATE OF t` : empty}`)
  return term ?? null
}

/**
 * Seats of one position in one unit are given one after the other, across all processes: of two who would take the last one
 * the second sees that it is gone.
 */
export async function lockSeats(run: RunSql, positionId: string, unitId: string): Promise<void> {
  await run(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`seats ${positionId} ${unitId}`}, 0))`)
}

/** Those who hold a position in a unit, whenever that is. Read after the lock. */
export function holdersOf(
  run: RunSql,
  { id: positionId, tenantId }: Pick<PositionRow, 'id' | 'tenantId'>,
  unitId: string,
): Promise<Array<Span & { id: string; personId: string }>> {
  return run(sql`
    SELECT id, person_id AS "personId", starts_at AS "startsAt", ends_at AS "endsAt" FROM terms
    WHERE tenant_id = ${tenantId}::uuid AND position_id = ${positionId}::uuid AND unit_id = ${unitId}::uuid
      AND (ends_at IS NULL OR ends_at > starts_at)`)
}

type ShownTerm = Omit<TermReply, 'state' | 'abilities'> & { unitPath: string }

/** Terms with all that pages show of them. What stands behind an appointment is told to who appoints, and to oneself. */
export async function showTerms(
  run: RunSql,
  where: Sql,
  { actor, now }: { actor: Actor; now: Date },
  mayChange: (unitPath: string) => boolean,
  limit = 500,
): Promise<TermReply[]> {
  const own = personBehind(actor)
  const told = sql`(${appointedAt(actor, now)} OR t.person_id = ${own}::uuid)`
  const rows = await run<ShownTerm>(sql`
    SELECT t.id, json_build_object('id', o.id, 'name', o.name, 'level', o.level) AS position,
      json_build_object('id', p.unit_id, 'name', p.name) AS unit, p.path::text AS "unitPath",
      json_build_object('id', t.person_id, 'name', coalesce(h.display_name, '')) AS person,
      t.starts_at AS "startsAt", t.ends_at AS "endsAt", t.way,
      EXISTS (SELECT FROM person_standings s WHERE s.tenant_id = t.tenant_id AND s.person_id = t.person_id AND s.standing <> 'active'
        AND s.starts_at <= ${now} AND (s.ends_at IS NULL OR s.ends_at > ${now})) AS rests,
      CASE WHEN t.grant_id IS NOT NULL THEN o.role END AS role,
      CASE WHEN ${told} THEN t.reason END AS reason, t.appointed_at AS "appointedAt",
      CASE WHEN ${told} AND b.person_id IS NOT NULL THEN json_build_object('id', b.person_id, 'name', b.display_name) END AS "appointedBy",
      t.ended_at AS "endedAt", CASE WHEN ${told} THEN t.end_reason END AS "endReason",
      CASE WHEN ${told} AND e.person_id IS NOT NULL THEN json_build_object('id', e.person_id, 'name', e.display_name) END AS "endedBy"
    FROM terms t JOIN positions o ON o.tenant_id = t.tenant_id AND o.id = t.position_id
    JOIN unit_places p ON p.tenant_id = t.tenant_id AND p.unit_id = t.unit_id
    LEFT JOIN people h ON h.tenant_id = t.tenant_id AND h.person_id = t.person_id
    LEFT JOIN people b ON b.tenant_id = t.tenant_id AND b.person_id = t.appointed_by
    LEFT JOIN people e ON e.tenant_id = t.tenant_id AND e.person_id = t.ended_by
    WHERE ${visibleTerms(actor, now)} AND ${where}
    ORDER BY o.level, o.created_at, o.id, t.starts_at DESC, t.id DESC LIMIT ${limit}`)
  return rows.map(({ unitPath, ...row }) => {
    const state = stateOf(row, now)
    const able = state !== 'over' && mayChange(unitPath)
    return { ...row, state, abilities: { change: able, end: able } }
  })
}
