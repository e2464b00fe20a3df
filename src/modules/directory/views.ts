import {
  type Audience,
  type Closeness,
  isShown,
  type PlacePrecision,
  photoAddress,
  placeOf,
} from '../people/index.ts'
import type { DirectoryEntry } from './contract.ts'

/** Somebody with all that they might show, and with whom they share each part. */
export interface EntryRow {
  personId: string
  displayName: string
  nativeName: string | null
  title: string | null
  photoId: string | null
  skills: string[]
  certifications: string[]
  units: Array<{ id: string; name: string }>
  email: string | null
  phone: string | null
  addressLines: string | null
  city: string | null
  region: string | null
  postalCode: string | null
  country: string | null
  latitude: number | null
  longitude: number | null
  closeness: Closeness
  kilometres: number | null
  [audience: string]: unknown
}

/** Of somebody in the directory what they show to whoever asks. */
export function toEntry(row: EntryRow): DirectoryEntry {
  const { personId, displayName, nativeName, photoId, closeness, kilometres } = row
  const shows = (part: string) => isShown(row[`${part}To`] as Audience, closeness)
  return {
    personId,
    displayName,
    nativeName,
    title: shows('about') ? row.title : null,
    photo: shows('photo') && photoId ? photoAddress(personId, photoId, 64) : null,
    skills: shows('skills') ? row.skills : [],
    certifications: shows('certifications') ? row.certifications : [],
    units: shows('units') ? row.units : [],
    email: shows('email') ? row.email : null,
    phone: shows('phone') ? row.phone : null,
    place: shows('place') ? placeOf({ ...row, placePrecision: row.placePrecision as PlacePrecision }) : null,
    // Without a place that is asked for there is none; with one, only those who show theirs are found.
    kilometres: kilometres === null || !shows('place') ? null : Math.round(kilometres * 10) / 10,
  }
}
