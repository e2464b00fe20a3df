import { type Sql, sql } from '../../platform/db/sql.ts'
import {
  type Audience,
  type Closeness,
  isShown,
  type PlacePrecision,
  type ShownPart,
  shownDegrees,
} from './audience.ts'
import { type bases, certificationState, type paperKinds } from './certification.ts'
import type {
  CertificationReply,
  LanguageLevel,
  PersonReply,
  PlaceReply,
  Profile,
  ShownPerson,
} from './contract.ts'
import { photoAddress } from './photo.ts'
import { inPersons, type PersonSql, type Sight } from './policy.ts'

/** The row of a person, as its commands lock and change it. */
export interface ProfileRow extends Omit<Profile, 'languages' | 'certifications' | 'position' | 'photo'> {
  photoId: string | null
  latitude: number | null
  longitude: number | null
}

/** With whom somebody shares each part of what they say. */
export const audienceColumns: Sql = sql`p.shown_to AS "shownTo", p.about_to AS "aboutTo", p.skills_to AS "skillsTo",
  p.languages_to AS "languagesTo", p.photo_to AS "photoTo", p.units_to AS "unitsTo", p.certifications_to AS "certificationsTo",
  p.email_to AS "emailTo", p.phone_to AS "phoneTo", p.place_to AS "placeTo", p.place_precision AS "placePrecision"`

/** The units that somebody belongs to, as JSON, the primary one first. */
export function unitsOf({ id }: PersonSql = inPersons): Sql {
  return sql`(SELECT coalesce(json_agg(json_build_object('id', u.unit_id, 'name', u.name) ORDER BY m.is_primary DESC, u.name, u.unit_id), '[]')
    FROM unit_members m JOIN unit_places u ON u.tenant_id = m.tenant_id AND u.unit_id = m.unit_id
    WHERE m.tenant_id = p.tenant_id AND m.person_id = ${id} AND m.ended_at IS NULL)`
}

/**
 * The address by which somebody is reached, told in one way wherever it stands: that of their account, else the one that staff
 * keep, else what a directory says (room `scim`), whose names of people mostly are addresses.
 */
export function emailOf(of: { tenantId: Sql; personId: Sql; accountId: Sql; email: Sql }): Sql {
  return sql`coalesce((SELECT a.email FROM account_addresses a WHERE a.account_id = ${of.accountId}), ${of.email},
    (SELECT coalesce(v.emails[1], CASE WHEN v.user_name_key LIKE '%_@_%' THEN v.user_name_key END)::citext FROM provisioned_people v
     WHERE v.tenant_id = ${of.tenantId} AND v.person_id = ${of.personId} LIMIT 1))`
}

export const profileColumns: Sql = sql`p.id AS "personId", p.display_name AS "displayName", p.native_name AS "nativeName", p.title, p.bio,
  p.works_since AS "worksSince", p.skills, p.links, p.photo_id AS "photoId", p.given_name AS "givenName", p.family_name AS "familyName", p.patronymic,
  ${emailOf({ tenantId: sql`p.tenant_id`, personId: sql`p.id`, accountId: sql`p.account_id`, email: sql`p.email` })} AS email,
  (SELECT a.phone FROM account_addresses a WHERE a.account_id = p.account_id) AS "signInPhone", p.phone, p.address_lines AS "addressLines",
  p.city, p.region, p.postal_code AS "postalCode", p.country, p.latitude, p.longitude, p.locale, p.time_zone AS "timeZone",
  ${audienceColumns}, (SELECT min(d.due_at) FROM departures d WHERE d.person_id = p.id) AS "leavesAt", p.version, p.created_at AS "createdAt"`

export interface CertificationRow {
  id: string
  kind: (typeof paperKinds)[number]
  name: string
  issuer: string | null
  number: string | null
  jurisdiction: string | null
  amount: number | null
  currency: string | null
  basis: (typeof bases)[number] | null
  issuedOn: string | null
  expiresOn: string | null
  scanId: string | null
  version: number
}

export interface WholeRow extends ProfileRow {
  languages: Array<{ language: string; level: LanguageLevel }>
  certifications: CertificationRow[]
  units: Array<{ id: string; name: string }>
}

export const certificationColumns: Sql = sql`c.id, c.kind, c.name, c.issuer, c.number, c.jurisdiction,
  c.amount::float8 AS amount, c.currency, c.basis, c.issued_on::text AS "issuedOn",
  c.expires_on::text AS "expiresOn", c.scan_id AS "scanId", c.version`

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
  { latitude, longitude, certifications, photoId, units: _units, ...row }: WholeRow,
  reader: Reader,
): Profile {
  return {
    ...row,
    photo: photoId && photoAddress(row.personId, photoId, 256),
    position: latitude === null || longitude === null ? null : { latitude, longitude },
    certifications: certifications.map((certification) => toCertification(certification, reader)),
  }
}

/** Staff see all of it but what somebody keeps from everybody. */
function toStaff(row: WholeRow, reader: Reader): Profile {
  const profile = toProfile(row, reader)
  const isKept = (part: ShownPart) => row[`${part}To`] === 'nobody'
  const nothing = null
  return {
    ...profile,
    ...(isKept('about') && { title: nothing, bio: nothing, worksSince: nothing, links: [] }),
    ...(isKept('skills') && { skills: [] }),
    ...(isKept('languages') && { languages: [] }),
    ...(isKept('photo') && { photo: nothing }),
    ...(isKept('certifications') && { certifications: [] }),
    ...(isKept('email') && { email: nothing }),
    ...(isKept('phone') && { phone: nothing, signInPhone: nothing }),
    ...(isKept('place') && {
      addressLines: nothing,
      city: nothing,
      region: nothing,
      postalCode: nothing,
      country: nothing,
      position: nothing,
    }),
  }
}

/** Of a person what they show to whoever is so close to them; all else is as if they had never said it. */
export function toShown(row: WholeRow, closeness: Closeness, today: string): ShownPerson {
  const { personId, displayName, nativeName, photoId } = row
  const shows = (part: ShownPart) => isShown(row[`${part}To`] as Audience, closeness)
  return {
    personId,
    displayName,
    nativeName,
    title: shows('about') ? row.title : null,
    bio: shows('about') ? row.bio : null,
    worksSince: shows('about') ? row.worksSince : null,
    links: shows('about') ? row.links : [],
    skills: shows('skills') ? row.skills : [],
    languages: shows('languages') ? row.languages : [],
    photo: shows('photo') && photoId ? photoAddress(personId, photoId, 256) : null,
    units: shows('units') ? row.units : [],
    certifications: shows('certifications')
      ? row.certifications
          .filter(({ expiresOn }) => certificationState(expiresOn, today) !== 'expired')
          .map(({ name, issuer, expiresOn }) => ({ name, issuer, expiresOn }))
      : [],
    email: shows('email') ? row.email : null,
    phone: shows('phone') ? (row.phone ?? row.signInPhone) : null,
    place: shows('place') ? placeOf(row) : null,
  }
}

type PlaceRow = Pick<
  ProfileRow,
  'addressLines' | 'city' | 'region' | 'postalCode' | 'country' | 'latitude' | 'longitude'
> & { placePrecision: PlacePrecision }

/** A place as exactly as it may be known: a part that is narrower than that is left out. */
export function placeOf(row: PlaceRow): PlaceReply | null {
  const { placePrecision: precision, latitude, longitude, country, region } = row
  const isExact = precision === 'exact'
  const place = {
    addressLines: isExact ? row.addressLines : null,
    postalCode: isExact || precision === 'street' ? row.postalCode : null,
    city: precision === 'region' ? null : row.city,
    region,
    country,
    position:
      latitude === null || longitude === null
        ? null
        : { latitude: shownDegrees(latitude, precision), longitude: shownDegrees(longitude, precision) },
  }
  return Object.values(place).every((part) => part === null) ? null : place
}

export function toPerson(
  { sight, closeness, ...row }: WholeRow & { sight: Sight; closeness: Closeness },
  reader: Reader,
): PersonReply {
  if (sight === 'self') return { sight, ...toProfile(row, reader) }
  if (sight === 'staff') return { sight, ...toStaff(row, reader) }
  return { sight, ...toShown(row, closeness, reader.today) }
}

/** The day it is where the reader is: dates on papers have no zone. */
export function dayOf(now: Date, timeZone: string | null): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: timeZone ?? 'UTC', dateStyle: 'short' })
    .formatToParts(now)
    .filter(({ type }) => type !== 'literal')
    .map(({ value }) => value)
    .join('-')
}
