export interface OutlineProps {
  /** What it shows, in words. */
  label: string
  /** Longitudes and latitudes; the first point once more at the end or not. */
  ring: ReadonlyArray<readonly number[]> | null
  centre: { longitude: number; latitude: number } | null
}

const width = 240
const height = 160
const edge = 8

/** The shape of a place on the map, north above, and its middle. A picture beside the words, not a map. */
export function Outline({ label, ring, centre }: OutlineProps) {
  const points = [
    ...(ring ?? []),
    ...(centre ? [[centre.longitude, centre.latitude]] : []),
  ] as unknown as Array<readonly [number, number]>
  if (points.length === 0) return null
  const latitudes = points.map(([, latitude]) => latitude)
  const north = Math.max(...latitudes)
  // A degree of longitude is shorter the farther from the equator.
  const shrink = Math.max(0.01, Math.cos((((north + Math.min(...latitudes)) / 2) * Math.PI) / 180))
  const eastings = points.map(([longitude]) => longitude * shrink)
  const west = Math.min(...eastings)
  const wide = Math.max(...eastings) - west
  const high = north - Math.min(...latitudes)
  const scale = Math.min((width - 2 * edge) / (wide || 1), (height - 2 * edge) / (high || 1))
  const across = (width - wide * scale) / 2
  const down = (height - high * scale) / 2
  const x = (longitude: number) => Math.round((across + (longitude * shrink - west) * scale) * 10) / 10
  const y = (latitude: number) => Math.round((down + (north - latitude) * scale) * 10) / 10
  const path = (ring ?? [])
    .map(([longitude = 0, latitude = 0]) => `${x(longitude)} ${y(latitude)}`)
    // Nobody sees what lies closer together than the picture is fine.
    .filter((point, index, all) => point !== all[index - 1])
    .map((point, index) => `${index === 0 ? 'M' : 'L'}${point}`)
    .join('')
  return (
    <svg
      class="outline"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={label}
    >
      {path !== '' && <path d={`${path}Z`} />}
      {centre && <circle cx={x(centre.longitude)} cy={y(centre.latitude)} r="3.5" />}
    </svg>
  )
}
