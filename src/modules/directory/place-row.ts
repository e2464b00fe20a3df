import type { RunSql } from '../../platform/db/database.ts'
import { isNear, kilometresBetween } from '../../platform/db/distance.ts'
import { type Sql, sql } from '../../platform/db/sql.ts'
import { invalid } from '../../platform/errors.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import { type Position, parsePosition } from '../people/index.ts'
import type { SearchDirectory } from './contract.ts'
import { noPlaceOfUnit, noPlaceOfYours } from './errors.ts'

/** The place that distances are measured from, or null where none was asked for. */
export async function placeAsked(
  run: RunSql,
  { near, nearUnitId, sort }: Pick<SearchDirectory, 'near' | 'nearUnitId' | 'sort'>,
  actor: Actor,
): Promise<Position | null> {
  if (near === 'me') return (await ownPlace(run, actor)) ?? refuse(noPlaceOfYours())
  if (near) return parsePosition(near) ?? refuse(wrong('/near', 'people.error.position'))
  if (nearUnitId) return (await unitPlace(run, nearUnitId, actor)) ?? refuse(noPlaceOfUnit())
  return sort === 'distance' ? refuse(wrong('/near', 'required')) : null
}

function wrong(pointer: string, code: string): Error {
  return invalid([{ pointer, code, message: '' }])
}

function refuse(error: Error): never {
  throw error
}

async function ownPlace(run: RunSql, actor: Actor): Promise<Position | null> {
  if (actor.kind !== 'account' || actor.personId === null) return null
  const [place] = await run<Position>(sql`
    SELECT latitude, longitude FROM person_positions
    WHERE tenant_id = ${actor.tenantId}::uuid AND person_id = ${actor.personId}::uuid`)
  return place ?? null
}

async function unitPlace(run: RunSql, unitId: string, actor: Actor): Promise<Position | null> {
  const [place] = await run<Position>(sql`
    SELECT latitude, longitude FROM unit_centres WHERE tenant_id = ${actor.tenantId}::uuid AND unit_id = ${unitId}::uuid`)
  return place ?? null
}

/** What a person lets be known of where they live; nothing else is ever measured. `p` is directory_people. */
const shown = {
  latitude: sql`shown_degrees(p.latitude, p.place_precision)`,
  longitude: sql`shown_degrees(p.longitude, p.place_precision)`,
}

export const distanceTo = (from: Position): Sql => kilometresBetween(shown, from)

export function isWithin(from: Position, kilometres: number): Sql {
  return sql`p.latitude IS NOT NULL AND ${isNear(shown, from, kilometres)}`
}
