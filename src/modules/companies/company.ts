import { defineError, invalid } from '../../platform/errors.ts'

/** What somebody may do for a company. To manage it brings the others along; all of them bring along to see it. */
export const powers = ['represent', 'apply', 'manage', 'view'] as const
export type Power = (typeof powers)[number]

export const paperKinds = ['licence', 'bond', 'insurance', 'certification'] as const
export const bases = ['single', 'aggregate'] as const
export const companyStatuses = ['active', 'suspended'] as const
export const statusTones = { active: 'success', suspended: 'danger' } as const
export const shown = ['staff', 'members'] as const

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
  shownTo: (typeof shown)[number]
  status: (typeof companyStatuses)[number]
  suspendedReason: string | null
  verifiedAt: Date | null
  version: number
  /** What whoever asks may do for it, confirmed. */
  powers: Power[]
  /** They were asked to act for it, and have not answered yet. */
  askedFor: Power[]
}

export const taxPurpose = 'tax number of a company'
export const mostCompanies = 20
export const mostPapers = 100

export const registrationTaken = defineError('companies.registrationTaken', 409)
export const lastManager = defineError('companies.lastManager', 409)
export const alreadyActs = defineError('companies.alreadyActs', 409)
export const notPowered = defineError('companies.notPowered', 403)
export const suspendedCompany = defineError('companies.suspendedCompany', 409)
export const tooManyCompanies = defineError('companies.tooManyCompanies', 409)
export const tooManyPapers = defineError('companies.tooManyPapers', 409)
export const nobodyAsked = defineError('companies.nobodyAsked', 409)
export const nobodyThere = () =>
  invalid([{ pointer: '/address', code: 'companies.error.nobodyThere', message: '' }])

export function hasPower(held: readonly Power[], power: Power): boolean {
  return held.includes('manage') || held.includes(power) || (power === 'view' && held.length > 0)
}
