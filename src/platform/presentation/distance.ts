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
