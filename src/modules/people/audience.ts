/** Who sees something that somebody says of themselves; each sees what those before it see as well. */
export const audiences = ['public', 'members', 'unit', 'staff', 'nobody'] as const
export type Audience = (typeof audiences)[number]

/** The parts of a profile about which somebody decides one by one. */
export const shownParts = [
  'about',
  'skills',
  'languages',
  'photo',
  'units',
  'certifications',
  'email',
  'phone',
  'place',
] as const
export type ShownPart = (typeof shownParts)[number]

/** How exactly the place is told: as it is, about 100 m, about 10 km, about 100 km. */
export const placePrecisions = ['exact', 'street', 'town', 'region'] as const
export type PlacePrecision = (typeof placePrecisions)[number]

const decimals: Readonly<Record<PlacePrecision, number>> = { exact: 6, street: 3, town: 1, region: 0 }

/** How close a reader is to a person, as `closenessTo` of policy.ts tells: the place of the narrowest audience that they belong to. */
export type Closeness = 0 | 1 | 2 | 3 | 4

export function isShown(audience: Audience, closeness: Closeness): boolean {
  return audiences.indexOf(audience) <= closeness
}

/** Degrees as others may know them: the same as `shown_degrees` of the database. */
export function shownDegrees(degrees: number, precision: PlacePrecision): number {
  return Number(degrees.toFixed(decimals[precision]))
}
