import type { RunSql } from '../../platform/db/database.ts'
import { type Sql, sql } from '../../platform/db/sql.ts'
import type { CommandContext } from '../../platform/declare/operation.ts'
import { invalid } from '../../platform/errors.ts'
import { type Actor, pathsWith } from '../../platform/policy/actor.ts'
import {
  boundaryFaults,
  centreOf,
  fromPolygon,
  type Place,
  type Ring,
  readBoundary,
  toGeoJson,
  toPoint,
  toPolygon,
} from './boundary.ts'
import { keepChange } from './change-row.ts'
import type { UnitBoundary, UnitReply } from './contract.ts'
import { joiningOf, toReply, type UnitRow } from './views.ts'

/** What was sent as a boundary, or all that is wrong with it, at the field. */
export function boundaryIn(given: unknown, pointer: string): Ring {
  const read = readBoundary(given)
  if (typeof read === 'string') throw invalid([{ pointer, code: boundaryFaults[read], message: '' }])
  return read
}

interface BoundaryRow {
  id: string
  version: number
  boundary: string | null
  longitude: number | null
  latitude: number | null
}

export async function readBoundaryOf(run: RunSql, unitId: string): Promise<UnitBoundary> {
  const [row] = await run<BoundaryRow>(sql`
    SELECT u.id, u.version, u.boundary::text AS boundary, u.centre[0] AS longitude, u.centre[1] AS latitude
    FROM units u WHERE u.id = ${unitId}::uuid`)
  const { id, version, boundary, longitude, latitude } = row as BoundaryRow
  return {
    unitId: id,
    version,
    boundary: boundary === null ? null : toGeoJson(fromPolygon(boundary)),
    centre: longitude === null || latitude === null ? null : { longitude, latitude },
  }
}

/** Gives a locked unit its boundary, however it was sent, with its place in audit and history. */
export async function keepBoundary(
  { tx, actor, now, record }: CommandContext<'unitChange', unknown, 'unit'>,
  unit: UnitRow,
  { ring, centre }: { ring: Ring | null; centre: Place | null },
): Promise<UnitReply> {
  const after = { ...unit, version: unit.version + 1 }
  const middle = centre ?? (ring && centreOf(ring))
  await tx.sql(sql`
    UPDATE units SET boundary = ${ring && toPolygon(ring)}::polygon, centre = ${middle && toPoint(middle)}::point,
      version = ${after.version}, updated_at = ${now}
    WHERE id = ${unit.id}::uuid`)
  const told = { boundaryPoints: ring?.length ?? 0, centre }
  record({ type: 'unit', id: unit.id }, null, told)
  await keepChange(tx, { actor, now }, { unit: after, what: 'bounded', after: told })
  return toReply(after)
}

export interface ProposedUnit {
  id: string
  name: string
  code: string | null
  joining: 'open' | 'request' | 'closed'
  within: string[]
}

/**
 * The open units in whose boundaries a person lives and to which they do not belong, the smallest first. The index finds
 * those whose frames touch the place; what is inside is then looked at exactly. `where` is what of them the asker may see.
 */
export function proposalsFor(
  run: RunSql,
  personId: string,
  where: Sql,
  limit: number,
): Promise<ProposedUnit[]> {
  return run(sql`
    SELECT u.id, u.name, u.code,
      ${joiningOf} AS joining,
      ARRAY(SELECT a.name FROM units a WHERE a.path @> u.path AND a.id <> u.id ORDER BY nlevel(a.path)) AS within
    FROM person_positions p JOIN units u
      ON u.boundary && polygon(box(point(p.longitude, p.latitude), point(p.longitude, p.latitude)))
      AND u.boundary @> point(p.longitude, p.latitude) AND u.tenant_id = p.tenant_id
    WHERE p.person_id = ${personId}::uuid AND u.status = 'open' AND ${where}
      AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.person_id = p.person_id AND m.unit_id = u.id AND m.ended_at IS NULL)
    ORDER BY area(u.boundary::path), u.id LIMIT ${limit}`)
}

export interface PersonInCharge {
  tenantId: string
  personId: string
  name: string
  membershipId: string
  unitPath: string
}

/** Somebody who belongs to a unit whose members the actor may change, with the highest such place. */
export async function findPersonInCharge(
  run: RunSql,
  personId: string,
  actor: Actor,
  now: Date,
): Promise<PersonInCharge | null> {
  const inCharge =
    actor.kind === 'system' ? sql`true` : sql`u.path <@ ANY(${pathsWith(actor, 'units.admit', now)}::ltree[])`
  const [person] = await run<PersonInCharge>(sql`
    SELECT p.tenant_id AS "tenantId", p.person_id AS "personId", p.display_name AS name, m.id AS "membershipId", u.path::text AS "unitPath"
    FROM people p JOIN memberships m ON m.tenant_id = p.tenant_id AND m.person_id = p.person_id AND m.ended_at IS NULL
    JOIN units u ON u.tenant_id = m.tenant_id AND u.id = m.unit_id
    WHERE p.person_id = ${personId}::uuid AND (${actor.tenantId}::uuid IS NULL OR p.tenant_id = ${actor.tenantId}::uuid) AND ${inCharge}
    ORDER BY nlevel(u.path), m.id LIMIT 1`)
  return person ?? null
}
