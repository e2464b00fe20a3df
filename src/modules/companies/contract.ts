import { z } from 'zod'
import { countryCode } from '../../platform/presentation/codes.ts'
import { fileField } from '../../platform/storage/incoming.ts'
import { nameText, writtenText } from '../../platform/text.ts'
import {
  askForWholeMoney,
  bases,
  money,
  paperKinds,
  placePrecisions,
  positionText,
  skills,
} from '../people/index.ts'
import { AreaReply, areaParts } from '../units/index.ts'
import { companyStatuses, mostUnits, powers, shown } from './company.ts'

export const Nothing = z.strictObject({})

const line = (longest: number) => nameText(longest).nullable().default(null)
const Day = z.iso
  .date()
  .refine((text) => text >= '1900', { params: { code: 'invalid' } })
  .nullable()
  .default(null)

const Website = z
  .url({ protocol: /^https?$/ })
  .max(300)
  .nullable()
  .default(null)

const companyParts = {
  legalName: nameText(200),
  tradeName: line(200),
  country: countryCode,
  registrationNumber: line(60),
  /** Kept sealed; who manages the company and staff read it. Left out it stays as it is. */
  taxNumber: nameText(60).nullable().optional(),
  foundedIn: z.int().min(1000).max(2200).nullable().default(null),
  about: writtenText(4000).nullable().default(null),
  website: Website,
  email: z.email().max(254).nullable().default(null),
  phone: line(40),
  addressLines: writtenText(300).nullable().default(null),
  city: line(120),
  region: line(120),
  postalCode: line(20),
  shownTo: z.enum(shown).default('staff'),
  papersTo: z.enum(shown).default('staff'),
  contactTo: z.enum(shown).default('staff'),
}

export const RegisterCompany = z.strictObject(companyParts)

export const CompanyReference = z.strictObject({ companyId: z.uuid() })

export const ChangeCompany = CompanyReference.extend(companyParts)

/** What it does, and where. */
export const ChangeService = CompanyReference.extend({
  skills,
  position: positionText,
  placePrecision: z.enum(placePrecisions).default('town'),
  serviceRadius: z.int().min(1).max(20_000).nullable().default(null),
  unitIds: z
    .array(z.uuid())
    .max(mostUnits)
    .default([])
    .transform((chosen) => [...new Set(chosen)]),
}).refine(({ position, serviceRadius }) => serviceRadius === null || position !== null, {
  path: ['position'],
  params: { code: 'companies.error.radiusOfNothing' },
})

export const SetServiceArea = CompanyReference.extend(areaParts)

export const SuspendCompany = CompanyReference.extend({ reason: writtenText(1000) })

const Powers = z
  .array(z.enum(powers))
  .min(1)
  .max(powers.length)
  .transform((chosen) => [...new Set(chosen)])

/** Somebody of the association, by their address there. */
export const AskToAct = CompanyReference.extend({
  address: z.string().trim().min(3).max(254),
  powers: Powers,
})

export const AgencyReference = CompanyReference.extend({ agencyId: z.uuid() })

export const AddPaper = CompanyReference.extend({
  kind: z.enum(paperKinds),
  title: nameText(200),
  issuer: line(200),
  number: line(100),
  jurisdiction: line(120),
  ...money,
  basis: z.enum(bases).nullable().default(null),
  issuedOn: Day,
  expiresOn: Day,
})
  .superRefine(askForWholeMoney)
  .refine(({ issuedOn, expiresOn }) => isInOrder(issuedOn, expiresOn), {
    path: ['expiresOn'],
    params: { code: 'companies.error.expiresBefore' },
  })

function isInOrder(first: string | null, last: string | null): boolean {
  return first === null || last === null || first <= last
}

export const PaperReference = CompanyReference.extend({ paperId: z.uuid() })

export const SetPaperScan = PaperReference.extend({ file: fileField('people.error.noScan') })

const workParts = {
  title: nameText(200),
  client: line(200),
  place: line(200),
  startedOn: Day,
  /** Null while it goes on. */
  endedOn: Day,
  ...money,
  role: line(200),
  description: writtenText(4000).nullable().default(null),
  link: Website,
  shownTo: z.enum(shown).default('staff'),
}

const endsBefore = { path: ['endedOn'], params: { code: 'companies.error.endsBefore' } }
const endsAfterStart = ({ startedOn, endedOn }: { startedOn: string | null; endedOn: string | null }) =>
  isInOrder(startedOn, endedOn)

export const AddCompanyWork = CompanyReference.extend(workParts)
  .superRefine(askForWholeMoney)
  .refine(endsAfterStart, endsBefore)

export const AddMyWork = z
  .strictObject(workParts)
  .superRefine(askForWholeMoney)
  .refine(endsAfterStart, endsBefore)

export const WorkReference = z.strictObject({ workId: z.uuid() })

/** Whose it was, where it was of a company. */
export const RemovedWork = WorkReference.extend({ companyId: z.uuid().nullable() })

export const ChangeWork = WorkReference.extend(workParts)
  .superRefine(askForWholeMoney)
  .refine(endsAfterStart, endsBefore)

export const AddWorkFile = WorkReference.extend({ file: fileField('companies.error.noFile') })

export const WorkFileReference = WorkReference.extend({ fileId: z.uuid() })

export const WorkReply = z
  .strictObject({
    id: z.uuid(),
    title: z.string(),
    client: z.string().nullable(),
    place: z.string().nullable(),
    startedOn: z.string().nullable(),
    endedOn: z.string().nullable(),
    amount: z.int().nullable(),
    currency: z.string().nullable(),
    role: z.string().nullable(),
    description: z.string().nullable(),
    link: z.string().nullable(),
    shownTo: z.enum(shown),
    /** Each opens for five minutes and for whoever has asked. */
    files: z.array(
      z.strictObject({ id: z.uuid(), name: z.string().nullable(), mediaType: z.string(), href: z.string() }),
    ),
    version: z.int(),
  })
  .meta({ id: 'PastWork' })

/** One’s own, or that of a company that one knows. */
export const OwnedWork = WorkReply.extend({
  company: z.strictObject({ id: z.uuid(), name: z.string() }).nullable(),
  abilities: z.strictObject({ change: z.boolean() }),
}).meta({ id: 'OwnedPastWork' })

export const Works = z.strictObject({ items: z.array(WorkReply) })

export const PaperReply = z
  .strictObject({
    id: z.uuid(),
    kind: z.enum(paperKinds),
    title: z.string(),
    issuer: z.string().nullable(),
    number: z.string().nullable(),
    jurisdiction: z.string().nullable(),
    amount: z.int().nullable(),
    currency: z.string().nullable(),
    basis: z.enum(bases).nullable(),
    issuedOn: z.string().nullable(),
    expiresOn: z.string().nullable(),
    isExpired: z.boolean(),
    /** Where the scan opens, for five minutes, for its people and for staff who verify; null where there is none. */
    scan: z.string().nullable(),
  })
  .meta({ id: 'CompanyPaper' })

const shownPosition = z.strictObject({ latitude: z.number(), longitude: z.number() }).nullable()
const unitNames = z.array(z.strictObject({ id: z.uuid(), name: z.string() }))

export const AgencyReply = z
  .strictObject({
    id: z.uuid(),
    /** Null until they have answered: whether the address is somebody's is not told before. */
    person: z.strictObject({ id: z.uuid(), name: z.string() }).nullable(),
    /** The address that was asked; null once they have answered. */
    address: z.string().nullable(),
    powers: z.array(z.enum(powers)),
    askedAt: z.date(),
    confirmedAt: z.date().nullable(),
  })
  .meta({ id: 'CompanyAgency' })

export const CompanyReply = z
  .strictObject({
    id: z.uuid(),
    legalName: z.string(),
    tradeName: z.string().nullable(),
    country: z.string(),
    city: z.string().nullable(),
    region: z.string().nullable(),
    website: z.string().nullable(),
    foundedIn: z.int().nullable(),
    about: z.string().nullable(),
    skills: z.array(z.string()),
    /** From where it works, as exactly as it lets it be known. */
    position: shownPosition,
    serviceRadius: z.int().nullable(),
    /** Where it works, as GeoJSON; null where it says none. */
    serviceArea: AreaReply.nullable(),
    /** It works there and below. */
    units: unitNames,
    /** As far as it shows them to you. */
    works: z.array(WorkReply),
    status: z.enum(companyStatuses),
    isVerified: z.boolean(),
    version: z.int(),
    /** What only those who act for it, and staff, are told. */
    more: z
      .strictObject({
        registrationNumber: z.string().nullable(),
        taxNumber: z.string().nullable(),
        email: z.string().nullable(),
        phone: z.string().nullable(),
        addressLines: z.string().nullable(),
        postalCode: z.string().nullable(),
        shownTo: z.enum(shown),
        papersTo: z.enum(shown),
        contactTo: z.enum(shown),
        placePrecision: z.enum(placePrecisions),
        isLookedAfter: z.boolean(),
        suspendedReason: z.string().nullable(),
        verifiedAt: z.date().nullable(),
        verifiedBy: z.string().nullable(),
        papers: z.array(PaperReply),
        agencies: z.array(AgencyReply),
      })
      .nullable(),
    /** What you may do for it. */
    powers: z.array(z.enum(powers)),
    /** You were asked to act for it, and have not answered yet. */
    askedFor: z.array(z.enum(powers)),
    abilities: z.strictObject({
      manage: z.boolean(),
      ask: z.boolean(),
      verify: z.boolean(),
      suspend: z.boolean(),
    }),
  })
  .meta({ id: 'Company' })

/** A company as it shows itself to whoever reads it. */
export const ShownCompany = z
  .strictObject({
    id: z.uuid(),
    legalName: z.string(),
    tradeName: z.string().nullable(),
    country: z.string(),
    city: z.string().nullable(),
    region: z.string().nullable(),
    website: z.string().nullable(),
    foundedIn: z.int().nullable(),
    about: z.string().nullable(),
    skills: z.array(z.string()),
    position: shownPosition,
    serviceRadius: z.int().nullable(),
    /** Where it works besides. */
    serviceArea: AreaReply.nullable(),
    units: unitNames,
    isVerified: z.boolean(),
    /** Those that count today, where it shows them. */
    papers: z.array(
      z.strictObject({
        kind: z.enum(paperKinds),
        title: z.string(),
        issuer: z.string().nullable(),
        jurisdiction: z.string().nullable(),
        amount: z.int().nullable(),
        currency: z.string().nullable(),
        basis: z.enum(bases).nullable(),
        expiresOn: z.string().nullable(),
      }),
    ),
    works: z.array(WorkReply),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    address: z.string().nullable(),
  })
  .meta({ id: 'ShownCompany' })

export const UnitsToWorkIn = z.strictObject({ items: unitNames })

export const PersonReference = z.strictObject({ personId: z.uuid() })

export const MyCompanies = z.strictObject({
  items: z.array(
    z.strictObject({
      id: z.uuid(),
      legalName: z.string(),
      status: z.enum(companyStatuses),
      isVerified: z.boolean(),
      powers: z.array(z.enum(powers)),
      isConfirmed: z.boolean(),
    }),
  ),
})

export const PaperLetter = z
  .strictObject({
    companyName: z.string(),
    title: z.string(),
    kind: z.enum(paperKinds),
    expiresOn: z.string(),
    /** Those who manage the company. */
    personIds: z.array(z.uuid()),
  })
  .nullable()

export const AgencyLetter = z
  .strictObject({
    companyName: z.string(),
    powers: z.array(z.enum(powers)),
    personId: z.uuid(),
    /** Who asked; null where they are gone. */
    askedBy: z.string().nullable(),
  })
  .nullable()

export const LeftLetter = z.strictObject({ companyName: z.string(), tenantId: z.uuid() }).nullable()

export type AgencyLetter = z.output<typeof AgencyLetter>
export type LeftLetter = z.output<typeof LeftLetter>
export type WorkReply = z.output<typeof WorkReply>
export type OwnedWork = z.output<typeof OwnedWork>
export type Works = z.output<typeof Works>
export type ShownCompany = z.output<typeof ShownCompany>
export type PaperLetter = z.output<typeof PaperLetter>
export type CompanyReply = z.output<typeof CompanyReply>
export type MyCompanies = z.output<typeof MyCompanies>
