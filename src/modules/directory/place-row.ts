import type { RunSql } from '../../platform/db/database.ts'
import { join, type Sql, sql } from '../../platform/db/sql.ts'
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
const latitude = sql`shown_degrees(p.latitude, p.place_precision)`
const longitude = sql`shown_degrees(p.longitude, p.place_precision)`

/** Kilometres along the ground, on a ball of the earth's size. */
export function distanceTo(from: Position): Sql {
  return sql`(12742 * asin(least(1, sqrt(power(sin(radians(${latitude} - ${from.latitude}::float8) / 2), 2)
    + cos(radians(${from.latitude}::float8)) * cos(radians(${latitude})) * power(sin(radians(${longitude} - ${from.longitude}::float8) / 2), 2)))))`
}

const kilometresOfADegree = 111

/** A frame that an index answers, then the distance itself. */
export function isWithin(from: Position, kilometres: number): Sql {
  const height = kilometres / kilometresOfADegree
  const south = from.latitude - height
  const north = from.latitude + height
  const widest = Math.max(Math.abs(south), Math.abs(north))
  const frame = [sql`p.latitude IS NOT NULL`, sql`${latitude} BETWEEN ${south}::float8 AND ${north}::float8`]
  // Towards a pole the degrees become narrow, and at it they meet.
  if (widest < 89) {
    const width = height / Math.cos((widest * Math.PI) / 180)
    const spans = spansAround(from.longitude, width)
    frame.push(
      sql`(${join(
        spans.map(([west, east]) => sql`${longitude} BETWEEN ${west}::float8 AND ${east}::float8`),
        ' OR ',
      )})`,
    )
  }
  return sql`${join(frame, ' AND ')} AND ${distanceTo(from)} <= ${kilometres}::float8`
}

/** The 180th meridian is the same place as the one of -180. */
function spansAround(longitude: number, width: number): Array<[number, number]> {
  const [west, east] = [longitude - width, longitude + width]
  if (east - west >= 360) return [[-180, 180]]
  if (west < -180)
    return [
      [west + 360, 180],
      [-180, east],
    ]
  if (east > 180)
    return [
      [west, 180],
      [-180, east - 360],
    ]
  return [[west, east]]
}
