import { type AppError, defineError, invalid } from '../../platform/errors.ts'
import type { PlacePrecision } from '../people/index.ts'

/** What somebody may do for a company. To manage it brings the others along; all of them bring along to see it. */
export const powers = ['represent', 'apply', 'manage', 'view'] as const
export type Power = (typeof powers)[number]

export const companyStatuses = ['active', 'suspended'] as const
export const statusTones = { active: 'success', suspended: 'danger' } as const
/** Who sees something of a company beside those who act for it and staff; each has those before it in it. */
export const shown = ['staff', 'members', 'public'] as const
export type Shown = (typeof shown)[number]

/** How somebody comes to a company: from inside (who acts for it, and staff), as a member, or from anywhere. */
export type Reader = Shown

/** Whether it is shown to whoever comes so: what all members see, visitors do not, and what anybody sees, all do. */
export function isShownTo(audience: Shown, reader: Reader): boolean {
  return shown.indexOf(audience) >= shown.indexOf(reader)
}

/** A contractor is a person, a company, or one who acts for the other. */
export interface Party {
  kind: 'person' | 'company'
  id: string
  /** Who acts: the person themselves, or somebody who may act for the company. */
  actingPersonId: string
}

export interface CompanyRow {
  id: string
  tenantId: string
  unitPath: string
  legalName: string
  tradeName: string | null
  country: string
  registrationNumber: string | null
  sealedTaxNumber: Buffer | null
  foundedIn: number | null
  about: string | null
  website: string | null
  email: string | null
  phone: string | null
  addressLines: string | null
  city: string | null
  region: string | null
  postalCode: string | null
  skills: string[]
  latitude: number | null
  longitude: number | null
  placePrecision: PlacePrecision
  serviceRadius: number | null
  /** As PostgreSQL writes a polygon. */
  serviceArea: string | null
  shownTo: Shown
  papersTo: Shown
  contactTo: Shown
  status: (typeof companyStatuses)[number]
  suspendedReason: string | null
  verifiedAt: Date | null
  version: number
  /** What whoever asks may do for it, confirmed. */
  powers: Power[]
  /** They were asked to act for it, and have not answered yet. */
  askedFor: Power[]
  /** Somebody in good standing manages it. */
  isLookedAfter: boolean
}

export const taxPurpose = 'tax number of a company'
export const mostCompanies = 20
export const mostPapers = 100
export const mostWorks = 100
export const mostFiles = 10
/** People asked to act for a company who have not answered: each of them gets a letter. */
export const mostAsked = 20
export const mostUnits = 50

export const registrationTaken = defineError('companies.registrationTaken', 409)
export const lastManager = defineError('companies.lastManager', 409)
export const alreadyActs = defineError('companies.alreadyActs', 409)
export const notPowered = defineError('companies.notPowered', 403)
export const suspendedCompany = defineError('companies.suspendedCompany', 409)
export const tooManyCompanies = defineError('companies.tooManyCompanies', 409)
export const tooManyPapers = defineError('companies.tooManyPapers', 409)
export const tooManyWorks = defineError('companies.tooManyWorks', 409)
export const tooManyFiles = defineError('companies.tooManyFiles', 409)
export const tooManyAsked = defineError('companies.tooManyAsked', 409)
export const nobodyAsked = defineError('companies.nobodyAsked', 409)
export const onlyToManage = () =>
  invalid([{ pointer: '/powers', code: 'companies.error.onlyToManage', message: '' }])
/** A company says when it was founded, not when it will be. */
export function foundedLater(foundedIn: number | null, now: Date): AppError | null {
  return foundedIn !== null && foundedIn > now.getUTCFullYear()
    ? invalid([{ pointer: '/foundedIn', code: 'companies.error.foundedLater', message: '' }])
    : null
}

export function hasPower(held: readonly Power[], power: Power): boolean {
  return held.includes('manage') || held.includes(power) || (power === 'view' && held.length > 0)
}
