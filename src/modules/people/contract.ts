import { z } from 'zod'
import { countryCode, optionalCountry, optionalCurrency } from '../../platform/presentation/codes.ts'
import { languageCodes } from '../../platform/presentation/countries.ts'
import { isVisible } from '../../platform/presentation/visible.ts'
import { fileField } from '../../platform/storage/incoming.ts'
import { linesOf, nameText, oneLine } from '../../platform/text.ts'
import { audiences, placePrecisions } from './audience.ts'
import { bases, certificationStates, paperKinds } from './certification.ts'
import { correctedParts } from './correction.ts'
import { isNameless } from './name.ts'
import { parsePosition } from './position.ts'

export const Nothing = z.strictObject({})

export const ClaimPerson = z.strictObject({ personId: z.uuid(), accountId: z.uuid() })

export function emptyToNull(text: string): string | null {
  return isVisible(text) ? text : null
}

/** A line that may be left empty; then it is null. */
const line = (maximum: number) =>
  oneLine(z.string().trim().max(maximum))
    .transform(emptyToNull)
    .nullish()
    .transform((text) => text ?? null)

const namePart = oneLine(z.string().trim().max(100))
  // The name stands in mail to an address that nobody has confirmed: it must not carry a link there.
  .refine((name) => !/:\/\/|www\.|@/i.test(name), { params: { code: 'invalid' } })
  .transform(emptyToNull)
  .nullish()
  .transform((name) => name ?? null)

/** Either may be missing, since many people have one name; `hasName` wants one of them. */
export const mainNames = { givenName: namePart, familyName: namePart }

export function hasName(names: { givenName?: string | null; familyName?: string | null }): boolean {
  return !isNameless(names)
}

/** Told beside whatever else is wrong: people mend all of it at once. */
export const nameless = {
  path: ['givenName'],
  params: { code: 'people.error.nameless' },
  when: ({ value }: { value: unknown }) => typeof value === 'object' && value !== null,
}

export const timeZone = z
  .string()
  .max(64)
  .refine((zone) => isTimeZone(zone), { params: { code: 'notOffered' } })

export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

export const offeredLocales = ['en', 'uk'] as const

export const UpdateMyNames = z
  .strictObject({ ...mainNames, patronymic: namePart, nativeName: namePart })
  .refine(hasName, nameless)

const phone = z
  .string()
  .trim()
  .refine((phone) => /^$|^\+?[\d ().-]{5,30}$/.test(phone), { params: { code: 'people.error.phone' } })
  .transform(emptyToNull)
  .nullish()
  .transform((phone) => phone ?? null)

const noAddress = { path: ['country'], params: { code: 'people.error.countryMissing' } }

/** `latitude, longitude`, as maps write it. */
export const positionText = z
  .string()
  .trim()
  .max(60)
  .refine((text) => text === '' || parsePosition(text) !== null, {
    params: { code: 'people.error.position' },
  })
  .transform((text) => (text === '' ? null : parsePosition(text)))
  .nullish()
  .transform((position) => position ?? null)

export const UpdateMyContact = z
  .strictObject({
    phone,
    /** Street, house, flat: as many lines as it takes. */
    addressLines: z
      .string()
      .trim()
      .max(300)
      .transform((text) => emptyToNull(text.replaceAll('\r\n', '\n')))
      .nullish()
      .transform((text) => text ?? null),
    city: line(100),
    region: line(100),
    postalCode: line(20),
    country: optionalCountry,
    position: positionText,
  })
  .refine(
    ({ addressLines, city, region, postalCode, country }) =>
      country !== null || [addressLines, city, region, postalCode].every((part) => part === null),
    noAddress,
  )

const webAddress = z
  .string()
  .max(300)
  .refine((text) => isWebAddress(text), { params: { code: 'people.error.webAddress' } })

/** Only the web: a link may not run a script or open a program. */
function isWebAddress(text: string): boolean {
  try {
    const { protocol, hostname, username } = new URL(text)
    return /^https?:$/.test(protocol) && hostname.includes('.') && username === ''
  } catch {
    return false
  }
}

/** A few words each. */
export const skills = linesOf(oneLine(z.string().max(60)), 40)

export const UpdateMyAbout = z.strictObject({
  title: line(120),
  bio: z
    .string()
    .trim()
    .max(2000)
    .transform(emptyToNull)
    .nullish()
    .transform((text) => text ?? null),
  worksSince: z
    .int()
    .min(1900)
    .max(2200)
    .nullish()
    .transform((year) => year ?? null),
  skills,
  links: linesOf(webAddress, 10),
})

/** Who sees what of a person. What is not said stays as it is. */
const audience = z.enum(audiences)

const visibility = {
  /** Who finds the person in the directory and opens their page. Nobody sees a part who is not among them. */
  shownTo: audience,
  aboutTo: audience,
  skillsTo: audience,
  languagesTo: audience,
  photoTo: audience,
  unitsTo: audience,
  certificationsTo: audience,
  emailTo: audience,
  phoneTo: audience,
  placeTo: audience,
  placePrecision: z.enum(placePrecisions),
}

export const UpdateMyVisibility = z.strictObject(visibility).partial()

export const languageLevels = ['basic', 'good', 'fluent', 'native'] as const

const knownLanguages = new Set(languageCodes)

const languageRow = z
  .strictObject({ language: z.string().max(8).default(''), level: z.string().max(10).default('') })
  .superRefine(({ language, level }, context) => {
    if (language === '') return
    if (!knownLanguages.has(language))
      context.addIssue({ code: 'custom', path: ['language'], params: { code: 'notOffered' } })
    if (!languageLevels.some((known) => known === level))
      context.addIssue({ code: 'custom', path: ['level'], params: { code: 'notChosen' } })
  })

export const UpdateMyLanguages = z.strictObject({
  languages: z
    .array(languageRow)
    .max(30)
    .default([])
    .superRefine((rows, context) => {
      rows.forEach(({ language }, index) => {
        if (language !== '' && rows.findIndex((row) => row.language === language) < index)
          context.addIssue({
            code: 'custom',
            path: [index, 'language'],
            params: { code: 'people.error.languageTwice' },
          })
      })
    })
    // A row of the form that was left empty says nothing.
    .transform((rows) => rows.filter(({ language }) => language !== '')),
})

export const UpdateMyRegion = z.strictObject({ locale: z.enum(offeredLocales), timeZone })

const day = z
  .string()
  .trim()
  .refine((text) => text === '' || z.iso.date().safeParse(text).success, { params: { code: 'format.date' } })
  .transform(emptyToNull)
  .nullish()
  .transform((text) => text ?? null)

/** What a bond or an insurance covers, or what work was worth: an amount has a currency. */
export const money = {
  /** Minor units of the currency. */
  amount: z
    .int()
    .min(0)
    .max(9_000_000_000_000)
    .nullish()
    .transform((amount) => amount ?? null),
  currency: optionalCurrency,
}

export function askForWholeMoney(
  { amount, currency }: { amount: number | null; currency: string | null },
  context: z.RefinementCtx,
): void {
  if ((amount === null) !== (currency === null))
    context.addIssue({
      code: 'custom',
      path: [amount === null ? 'amount' : 'currency'],
      params: { code: 'required' },
    })
}

const certificationFields = {
  kind: z.enum(paperKinds).default('certification'),
  name: nameText(160),
  issuer: line(160),
  number: line(80),
  jurisdiction: line(120),
  ...money,
  basis: z
    .enum(bases)
    .nullish()
    .transform((basis) => basis ?? null),
  issuedOn: day,
  expiresOn: day,
}

const endsBeforeIssue = { path: ['expiresOn'], params: { code: 'people.error.expiresBeforeIssue' } }
const isInOrder = ({ issuedOn, expiresOn }: { issuedOn: string | null; expiresOn: string | null }) =>
  issuedOn === null || expiresOn === null || issuedOn <= expiresOn

export const AddMyCertification = z
  .strictObject(certificationFields)
  .refine(isInOrder, endsBeforeIssue)
  .superRefine(askForWholeMoney)

export const CertificationReference = z.strictObject({ certificationId: z.uuid() })

export const SetMyScan = CertificationReference.extend({ file: fileField('people.error.noScan') })

export const ChangeMyCertification = z
  .strictObject({ ...certificationFields, certificationId: z.uuid() })
  .refine(isInOrder, endsBeforeIssue)
  .superRefine(askForWholeMoney)

export const AddPerson = z
  .strictObject({
    accountId: z.uuid().nullable(),
    ...mainNames,
    patronymic: namePart,
    nativeName: namePart,
    phone,
    /** Where there is no account, an address by which they can be reached, and told apart. */
    email: z
      .string()
      .trim()
      .max(254)
      .refine((text) => text === '' || z.email().safeParse(text).success, {
        params: { code: 'format.email' },
      })
      .transform(emptyToNull)
      .nullish()
      .transform((text) => text ?? null),
    locale: z.string().max(20),
    timeZone,
    /** A unit: refused where somebody like this is there already. */
    unlessAlikeIn: z.uuid().nullish(),
  })
  .refine(hasName, nameless)

export const AddPeople = z.strictObject({ people: z.array(AddPerson) })

/** In the order in which they were told. */
export const PeopleAdded = z.strictObject({ personIds: z.array(z.uuid()) })

const correctable = z.strictObject({
  givenName: namePart,
  familyName: namePart,
  patronymic: namePart,
  nativeName: namePart,
  phone,
})

/** What is not said stays; null empties. */
export const CorrectPeople = z.strictObject({
  people: z.array(z.strictObject({ personId: z.uuid(), ...correctable.partial().shape })),
})

/** What stood there before, of those in whose entry something has changed. */
export const PeopleCorrected = z.strictObject({
  before: z.array(
    z.strictObject({
      personId: z.uuid(),
      givenName: z.string().nullable(),
      familyName: z.string().nullable(),
      patronymic: z.string().nullable(),
      nativeName: z.string().nullable(),
      phone: z.string().nullable(),
    }),
  ),
})

export const CorrectionsForetold = z.strictObject({
  changes: z.array(
    z.strictObject({
      personId: z.uuid(),
      part: z.enum(correctedParts),
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
  ),
})

export type PeopleCorrected = z.output<typeof PeopleCorrected>

/** What is not said stays; null empties. */
export const FollowDirectory = z.strictObject({
  personId: z.uuid(),
  ...z
    .strictObject({
      givenName: namePart,
      familyName: namePart,
      patronymic: namePart,
      title: line(120),
      phone,
      addressLines: line(300),
      city: line(100),
      region: line(100),
      postalCode: line(20),
      country: countryCode.nullable(),
      locale: z.enum(offeredLocales),
      timeZone,
    })
    .partial().shape,
})

/** People as a file tells of them, to be looked for among those who are there. */
export const FindAlike = z.strictObject({
  people: z.array(
    z.strictObject({
      /** Where they would belong. */
      unitId: z.uuid(),
      givenName: z.string().nullable(),
      familyName: z.string().nullable(),
      phone: z.string().nullable(),
      email: z.string().nullish(),
    }),
  ),
})

/** As far as a file tells them. */
export const FindMaybeAlike = z.strictObject({
  people: z.array(
    z.strictObject({
      givenName: z.string().nullable(),
      familyName: z.string().nullable(),
      phone: z.string().nullable(),
    }),
  ),
})

export const CertificationReply = z
  .strictObject({
    id: z.uuid(),
    kind: z.enum(paperKinds),
    name: z.string(),
    issuer: z.string().nullable(),
    number: z.string().nullable(),
    jurisdiction: z.string().nullable(),
    amount: z.int().nullable(),
    currency: z.string().nullable(),
    basis: z.enum(bases).nullable(),
    issuedOn: z.string().nullable(),
    expiresOn: z.string().nullable(),
    state: z.enum(certificationStates),
    /** Where the scan opens, for five minutes and for whoever has asked; null where there is none. */
    scan: z.string().nullable(),
    version: z.int(),
  })
  .meta({ id: 'Certification' })

export const LanguageReply = z.strictObject({ language: z.string(), level: z.enum(languageLevels) })

const position = z.strictObject({ latitude: z.number(), longitude: z.number() }).nullable()

/** Where somebody lives, as exactly as they let it be known. */
export const PlaceReply = z
  .strictObject({
    addressLines: z.string().nullable(),
    city: z.string().nullable(),
    region: z.string().nullable(),
    postalCode: z.string().nullable(),
    country: z.string().nullable(),
    /** In the middle of where they may be. */
    position,
  })
  .meta({ id: 'ShownPlace' })

const saidParts = {
  personId: z.uuid(),
  displayName: z.string(),
  nativeName: z.string().nullable(),
  title: z.string().nullable(),
  bio: z.string().nullable(),
  /** The year since which they work in what they do. */
  worksSince: z.int().nullable(),
  skills: z.array(z.string()),
  links: z.array(z.string()),
  languages: z.array(LanguageReply),
  /** Where it is seen; null where there is none. */
  photo: z.string().nullable(),
}

const shownParts = {
  ...saidParts,
  /** The units that they belong to. */
  units: z.array(z.strictObject({ id: z.uuid(), name: z.string() })),
  /** Those that hold today. */
  certifications: z.array(
    z.strictObject({ name: z.string(), issuer: z.string().nullable(), expiresOn: z.string().nullable() }),
  ),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  place: PlaceReply.nullable(),
}

const wholeParts = {
  ...saidParts,
  givenName: z.string().nullable(),
  familyName: z.string().nullable(),
  patronymic: z.string().nullable(),
  /** Of the account, as is the phone that signs in. */
  email: z.string().nullable(),
  signInPhone: z.string().nullable(),
  /** One that they tell besides, where it is another. */
  phone: z.string().nullable(),
  addressLines: z.string().nullable(),
  city: z.string().nullable(),
  region: z.string().nullable(),
  postalCode: z.string().nullable(),
  country: z.string().nullable(),
  position,
  locale: z.string(),
  timeZone: z.string(),
  ...visibility,
  certifications: z.array(CertificationReply),
  /** When they are gone, for those who are leaving. */
  leavesAt: z.date().nullable(),
  version: z.int(),
  createdAt: z.date(),
}

export const Profile = z.strictObject(wholeParts).meta({ id: 'Profile' })

/** What somebody shows to others: a part that they keep to themselves is null, or empty. */
export const ShownPerson = z.strictObject(shownParts).meta({ id: 'ShownPerson' })

export const PersonReply = z
  .union([
    Profile.extend({ sight: z.enum(['self', 'staff']) }),
    ShownPerson.extend({ sight: z.literal('member') }),
  ])
  .meta({ id: 'Person' })

export const PersonReference = z.strictObject({ personId: z.uuid() })

export const PhotoReference = PersonReference.extend({
  size: z.union([z.literal(256), z.literal(64)]).default(256),
})

export const SetMyPhoto = z.strictObject({ file: fileField('people.error.noPhoto') })

export type Profile = z.output<typeof Profile>
export type ShownPerson = z.output<typeof ShownPerson>
export type PlaceReply = z.output<typeof PlaceReply>
export type PersonReply = z.output<typeof PersonReply>
export type CertificationReply = z.output<typeof CertificationReply>
export type { Audience, PlacePrecision, ShownPart } from './audience.ts'
export type LanguageLevel = (typeof languageLevels)[number]

/** After an edit: the version that the next one must know. */
export const Versioned = z.strictObject({ version: z.int() })
