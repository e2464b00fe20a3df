/** Where roads are measured in miles. */
const countriesOfMiles: readonly string[] = ['US', 'GB', 'LR', 'MM', 'PR', 'GU', 'VI', 'AS', 'MP']
const kilometresOfAMile = 1.609344

/** A distance as people of the country tell it where something is. */
export interface ToldDistance {
  unit: 'miles' | 'kilometres'
  count: number
}

export function distanceIn(country: string | null, kilometres: number): ToldDistance {
  return country !== null && countriesOfMiles.includes(country)
    ? { unit: 'miles', count: kilometres / kilometresOfAMile }
    : { unit: 'kilometres', count: kilometres }
}

const earthRadius = 6371

/** How large a ring of longitudes and latitudes is, on a ball of the earth's size: enough to say it in words. */
export function squareKilometresOf(ring: ReadonlyArray<readonly number[]>): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180
  const sum = ring.reduce((total, [longitude = 0, latitude = 0], index) => {
    const [next = 0, above = 0] = ring[(index + 1) % ring.length] ?? []
    return total + radians(next - longitude) * (2 + Math.sin(radians(latitude)) + Math.sin(radians(above)))
  }, 0)
  return Math.abs((sum * earthRadius ** 2) / 2)
}
