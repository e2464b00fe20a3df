export interface Place {
  longitude: number
  latitude: number
}

export const mostPoints = 2000

/** What keeps something from being a boundary, with the words for it. */
export const boundaryFaults = {
  notJson: 'units.error.boundary.notJson',
  noPolygon: 'units.error.boundary.noPolygon',
  severalPolygons: 'units.error.boundary.severalPolygons',
  holes: 'units.error.boundary.holes',
  points: 'units.error.boundary.points',
  range: 'units.error.boundary.range',
  notClosed: 'units.error.boundary.notClosed',
  fewPoints: 'units.error.boundary.fewPoints',
  manyPoints: 'units.error.boundary.manyPoints',
  crosses: 'units.error.boundary.crosses',
  flat: 'units.error.boundary.flat',
} as const
export type BoundaryFault = keyof typeof boundaryFaults

/** The outline of a unit, without the repeat of its first point. */
export type Ring = readonly Place[]

/** Reads GeoJSON (RFC 7946): a Polygon of one ring, alone or as the one feature of a file. Says what is wrong with anything else. */
export function readBoundary(given: unknown): Ring | BoundaryFault {
  let value = given
  if (typeof given === 'string')
    try {
      value = JSON.parse(given)
    } catch {
      return 'notJson'
    }
  const geometry = geometryOf(value)
  if (typeof geometry === 'string') return geometry
  const { coordinates } = geometry
  if (!Array.isArray(coordinates) || coordinates.length === 0) return 'noPolygon'
  if (coordinates.length > 1) return 'holes'
  const [outer] = coordinates as unknown[]
  if (!Array.isArray(outer)) return 'noPolygon'
  // The first point stands once more at the end.
  if (outer.length > mostPoints + 1) return 'manyPoints'
  if (!outer.every(isPosition)) return 'points'
  const points = outer.map(([longitude, latitude]) => ({
    longitude: rounded(longitude),
    latitude: rounded(latitude),
  }))
  if (points.some(({ longitude, latitude }) => Math.abs(longitude) > 180 || Math.abs(latitude) > 90))
    return 'range'
  const first = points[0]
  const last = points.at(-1)
  if (!first || !last || !isSame(first, last)) return 'notClosed'
  const ring = points.slice(1).filter((point, index) => !isSame(point, points[index] as Place))
  if (new Set(ring.map(({ longitude, latitude }) => `${longitude} ${latitude}`)).size < 3) return 'fewPoints'
  // A line that crosses itself can go round as much one way as the other, so that its area says nothing.
  if (isOnOneLine(ring)) return 'flat'
  if (crossesItself(ring)) return 'crosses'
  return Math.abs(areaOf(ring)) < 1e-12 ? 'flat' : ring
}

function geometryOf(value: unknown, depth = 0): { coordinates?: unknown } | BoundaryFault {
  if (typeof value !== 'object' || value === null || depth > 2) return 'noPolygon'
  const { type, geometry, features } = value as { type?: unknown; geometry?: unknown; features?: unknown }
  if (type === 'FeatureCollection') {
    if (!Array.isArray(features) || features.length === 0) return 'noPolygon'
    return features.length > 1 ? 'severalPolygons' : geometryOf(features[0], depth + 1)
  }
  if (type === 'Feature') return geometryOf(geometry, depth + 1)
  if (type !== 'MultiPolygon') return type === 'Polygon' ? (value as { coordinates?: unknown }) : 'noPolygon'
  const { coordinates } = value as { coordinates?: unknown }
  if (!Array.isArray(coordinates) || coordinates.length === 0) return 'noPolygon'
  return coordinates.length > 1 ? 'severalPolygons' : { coordinates: coordinates[0] }
}

function isPosition(value: unknown): value is [number, number] {
  return Array.isArray(value) && value.length >= 2 && value.slice(0, 2).every((each) => Number.isFinite(each))
}

/** Six digits behind the point are a hand's breadth. */
function rounded(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6 || 0
}

function isSame(one: Place, other: Place): boolean {
  return one.longitude === other.longitude && one.latitude === other.latitude
}

/** In square degrees; negative where the ring goes round with the clock. */
function areaOf(ring: Ring): number {
  return (
    ring.reduce((sum, point, index) => sum + cross(point, ring[(index + 1) % ring.length] as Place), 0) / 2
  )
}

function cross(one: Place, other: Place): number {
  return one.longitude * other.latitude - other.longitude * one.latitude
}

function isOnOneLine(ring: Ring): boolean {
  const [first, second] = ring as [Place, Place]
  return ring.every((point) => turn(first, second, point) === 0)
}

/** Whether two sides that are not neighbours meet: inside and outside of such a ring nobody can tell. */
function crossesItself(ring: Ring): boolean {
  const count = ring.length
  const at = (index: number) => ring[index % count] as Place
  for (let one = 0; one < count; one += 1)
    for (let other = one + 2; other < count; other += 1) {
      if (one === 0 && other === count - 1) continue
      if (meet(at(one), at(one + 1), at(other), at(other + 1))) return true
    }
  return false
}

function meet(a: Place, b: Place, c: Place, d: Place): boolean {
  const turns = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)] as const
  if (turns[0] !== turns[1] && turns[2] !== turns[3]) return true
  return (
    (turns[0] === 0 && isBetween(a, b, c)) ||
    (turns[1] === 0 && isBetween(a, b, d)) ||
    (turns[2] === 0 && isBetween(c, d, a)) ||
    (turns[3] === 0 && isBetween(c, d, b))
  )
}

function turn(a: Place, b: Place, c: Place): number {
  return Math.sign(
    (b.longitude - a.longitude) * (c.latitude - a.latitude) -
      (b.latitude - a.latitude) * (c.longitude - a.longitude),
  )
}

function isBetween(a: Place, b: Place, c: Place): boolean {
  return (
    Math.min(a.longitude, b.longitude) <= c.longitude &&
    c.longitude <= Math.max(a.longitude, b.longitude) &&
    Math.min(a.latitude, b.latitude) <= c.latitude &&
    c.latitude <= Math.max(a.latitude, b.latitude)
  )
}

/** The centre of gravity; of a shape that bends around it, the middle of its widest line through it. */
export function centreOf(ring: Ring): Place {
  const area = areaOf(ring)
  let longitude = 0
  let latitude = 0
  ring.forEach((point, index) => {
    const next = ring[(index + 1) % ring.length] as Place
    const part = cross(point, next)
    longitude += (point.longitude + next.longitude) * part
    latitude += (point.latitude + next.latitude) * part
  })
  const middle = { longitude: longitude / (6 * area), latitude: latitude / (6 * area) }
  const crossings = ring
    .flatMap((point, index) => {
      const next = ring[(index + 1) % ring.length] as Place
      if (point.latitude > middle.latitude === next.latitude > middle.latitude) return []
      const share = (middle.latitude - point.latitude) / (next.latitude - point.latitude)
      return [point.longitude + share * (next.longitude - point.longitude)]
    })
    .sort((one, other) => one - other)
  let widest: [number, number] = [middle.longitude, middle.longitude]
  for (let index = 0; index + 1 < crossings.length; index += 2) {
    const [from, to] = [crossings[index] as number, crossings[index + 1] as number]
    if (from <= middle.longitude && middle.longitude <= to)
      return { longitude: rounded(middle.longitude), latitude: rounded(middle.latitude) }
    if (to - from > widest[1] - widest[0]) widest = [from, to]
  }
  return { longitude: rounded((widest[0] + widest[1]) / 2), latitude: rounded(middle.latitude) }
}

/** As PostgreSQL writes and reads a polygon: `((30.5,50.4),(30.6,50.4),…)`. */
export function toPolygon(ring: Ring): string {
  return `(${ring.map(toPoint).join(',')})`
}

export function toPoint({ longitude, latitude }: Place): string {
  return `(${longitude},${latitude})`
}

export function fromPolygon(text: string): Place[] {
  return [...text.matchAll(/\(?\(([^,()]+),([^,()]+)\)/g)].map(([, longitude, latitude]) => ({
    longitude: Number(longitude),
    latitude: Number(latitude),
  }))
}

export interface GeoPolygon {
  type: 'Polygon'
  coordinates: number[][][]
}

export function toGeoJson(ring: Ring): GeoPolygon {
  const points = ring.map(({ longitude, latitude }) => [longitude, latitude])
  return { type: 'Polygon', coordinates: [[...points, points[0] as number[]]] }
}
