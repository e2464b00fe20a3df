import { type Sql, sql } from '../../platform/db/sql.ts'
import { certificationState } from './certification.ts'
import type { CertificationReply, LanguageLevel, PersonReply, Profile } from './contract.ts'
import { photoAddress } from './photo.ts'
import type { Sight } from './policy.ts'

/** The row of a person, as its commands lock and change it. */
export interface ProfileRow extends Omit<Profile, 'languages' | 'certifications' | 'position' | 'photo'> {
  photoId: string | null
  latitude: number | null
  longitude: number | null
}

export const profileColumns: Sql = sql`p.id AS "personId", p.display_name AS "displayName", p.native_name AS "nativeName", p.title, p.bio,
  p.skills, p.links, p.photo_id AS "photoId", p.given_name AS "givenName", p.family_name AS "familyName", p.patronymic,
  (SELECT a.email FROM account_addresses a WHERE a.account_id = p.account_id) AS email,
  (SELECT a.phone FROM account_addresses a WHERE a.account_id = p.account_id) AS "signInPhone", p.phone, p.address_lines AS "addressLines",
  p.city, p.region, p.postal_code AS "postalCode", p.country, p.latitude, p.longitude, p.locale, p.time_zone AS "timeZone",
  p.shown_to AS "shownTo", (SELECT min(d.due_at) FROM departures d WHERE d.person_id = p.id) AS "leavesAt", p.version, p.created_at AS "createdAt"`

export interface CertificationRow {
  id: string
  name: string
  issuer: string | null
  number: string | null
  issuedOn: string | null
  expiresOn: string | null
  scanId: string | null
  version: number
}

export interface WholeRow extends ProfileRow {
  languages: Array<{ language: string; level: LanguageLevel }>
  certifications: CertificationRow[]
}

export const certificationColumns: Sql = sql`c.id, c.name, c.issuer, c.number, c.issued_on AS "issuedOn",
  c.expires_on AS "expiresOn", c.scan_id AS "scanId", c.version`

/** Whom a reply is for. */
export interface Reader {
  /** The day it is where they are. */
  today: string
  /** A link that opens a scan for them, for a short time. */
  linkToScan(fileId: string): string
}

function toCertification(
  { scanId, ...row }: CertificationRow,
  { today, linkToScan }: Reader,
): CertificationReply {
  return { ...row, state: certificationState(row.expiresOn, today), scan: scanId && linkToScan(scanId) }
}

export function toProfile(
  { latitude, longitude, certifications, photoId, ...row }: WholeRow,
  reader: Reader,
): Profile {
  return {
    ...row,
    photo: photoId && photoAddress(row.personId, photoId, 256),
    position: latitude === null || longitude === null ? null : { latitude, longitude },
    certifications: certifications.map((certification) => toCertification(certification, reader)),
  }
}

/** Members see what somebody shows them, and nothing that leads to where they live or how to reach them. */
export function toPerson({ sight, ...row }: WholeRow & { sight: Sight }, reader: Reader): PersonReply {
  if (sight !== 'member') return { sight, ...toProfile(row, reader) }
  const { personId, displayName, nativeName, title, bio, skills, links, languages, photoId } = row
  const photo = photoId && photoAddress(personId, photoId, 256)
  return { sight, personId, displayName, nativeName, title, bio, skills, links, languages, photo }
}

/** The day it is where the reader is: dates on papers have no zone. */
export function dayOf(now: Date, timeZone: string | null): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: timeZone ?? 'UTC', dateStyle: 'short' })
    .formatToParts(now)
    .filter(({ type }) => type !== 'literal')
    .map(({ value }) => value)
    .join('-')
}
