import { join, type Sql, sql } from './sql.ts'

/** Where something of a row is, in degrees. */
export interface Place {
  latitude: Sql
  longitude: Sql
}

interface Point {
  latitude: number
  longitude: number
}

/** Kilometres along the ground, on a ball of the earth's size. Either place may be one of a row. */
export function kilometresBetween({ latitude, longitude }: Place, from: Point | Place): Sql {
  return sql`(12742 * asin(least(1, sqrt(power(sin(radians(${latitude} - ${from.latitude}::float8) / 2), 2)
    + cos(radians(${from.latitude}::float8)) * cos(radians(${latitude})) * power(sin(radians(${longitude} - ${from.longitude}::float8) / 2), 2)))))`
}

const kilometresOfADegree = 111

/** A frame that an index answers, then the distance itself. */
export function isNear(place: Place, from: Point, kilometres: number): Sql {
  const { latitude, longitude } = place
  const height = kilometres / kilometresOfADegree
  const south = from.latitude - height
  const north = from.latitude + height
  const widest = Math.max(Math.abs(south), Math.abs(north))
  const frame = [sql`${latitude} BETWEEN ${south}::float8 AND ${north}::float8`]
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
  return sql`${join(frame, ' AND ')} AND ${kilometresBetween(place, from)} <= ${kilometres}::float8`
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
