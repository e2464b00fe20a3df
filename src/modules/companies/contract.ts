import { z } from 'zod'
import { nameText, writtenText } from '../../platform/text.ts'
import { bases, companyStatuses, paperKinds, powers, shown } from './company.ts'

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
  country: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{2}$/),
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
}

export const RegisterCompany = z.strictObject(companyParts)

export const CompanyReference = z.strictObject({ companyId: z.uuid() })

export const ChangeCompany = CompanyReference.extend(companyParts)

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
  /** Minor units of the currency. */
  amount: z.int().min(0).max(9_000_000_000_000).nullable().default(null),
  currency: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{3}$/)
    .nullable()
    .default(null),
  basis: z.enum(bases).nullable().default(null),
  issuedOn: Day,
  expiresOn: Day,
}).superRefine(({ amount, currency, issuedOn, expiresOn }, context) => {
  if ((amount === null) !== (currency === null))
    context.addIssue({
      code: 'custom',
      path: [amount === null ? 'amount' : 'currency'],
      params: { code: 'required' },
    })
  if (issuedOn && expiresOn && expiresOn < issuedOn)
    context.addIssue({
      code: 'custom',
      path: ['expiresOn'],
      params: { code: 'companies.error.expiresBefore' },
    })
})

export const PaperReference = CompanyReference.extend({ paperId: z.uuid() })

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
  })
  .meta({ id: 'CompanyPaper' })

export const AgencyReply = z
  .strictObject({
    id: z.uuid(),
    person: z.strictObject({ id: z.uuid(), name: z.string() }),
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
    abilities: z.strictObject({ manage: z.boolean(), verify: z.boolean(), suspend: z.boolean() }),
  })
  .meta({ id: 'Company' })

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

export type PaperLetter = z.output<typeof PaperLetter>
export type CompanyReply = z.output<typeof CompanyReply>
export type MyCompanies = z.output<typeof MyCompanies>
