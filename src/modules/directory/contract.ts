import { z } from 'zod'
import { PlaceReply } from '../people/index.ts'

export const mostKilometres = 500

export const SearchDirectory = z.strictObject({
  /** Beginnings of the words of a name. */
  search: z.string().trim().max(120).default(''),
  unitId: z.uuid().optional(),
  /** All of them. */
  skill: z.array(z.string().trim().min(1).max(60)).max(10).default([]),
  /** Any of them, as long as it holds. */
  certification: z.array(z.string().trim().min(1).max(160)).max(10).default([]),
  near: z.string().trim().max(60).optional(),
  nearUnitId: z.uuid().optional(),
  radius: z.number().min(1).max(mostKilometres).default(25),
  sort: z.enum(['name', 'distance']).default('name'),
  cursor: z.string().max(400).optional(),
  limit: z.int().min(1).max(100).default(20),
  counts: z.boolean().default(false),
})

/** The same questions as of people. */
export const SearchCompanies = SearchDirectory.omit({ counts: true })

export const CompanyReference = z.strictObject({ companyId: z.uuid() })

const CompanyEntry = z
  .strictObject({
    companyId: z.uuid(),
    legalName: z.string(),
    tradeName: z.string().nullable(),
    country: z.string(),
    region: z.string().nullable(),
    city: z.string().nullable(),
    foundedIn: z.int().nullable(),
    isVerified: z.boolean(),
    skills: z.array(z.string()),
    /** Those that count today, where it shows them. */
    certifications: z.array(z.string()),
    /** It works there and below. */
    units: z.array(z.string()),
    /** From the place that was asked for, to the place that it shows. */
    kilometres: z.number().nullable(),
  })
  .meta({ id: 'CompanyEntry' })

export const CompaniesPage = z
  .strictObject({ items: z.array(CompanyEntry), nextCursor: z.string().nullable() })
  .meta({ id: 'CompanyEntryPage' })

const DirectoryEntry = z
  .strictObject({
    personId: z.uuid(),
    displayName: z.string(),
    nativeName: z.string().nullable(),
    title: z.string().nullable(),
    photo: z.string().nullable(),
    skills: z.array(z.string()),
    certifications: z.array(z.string()),
    units: z.array(z.strictObject({ id: z.uuid(), name: z.string() })),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    place: PlaceReply.nullable(),
    /** From the place that was asked for, to the place that they show. */
    kilometres: z.number().nullable(),
  })
  .meta({ id: 'DirectoryEntry' })

const Facet = z.array(z.strictObject({ value: z.string(), label: z.string(), count: z.int() }))

export const DirectoryPage = z
  .strictObject({
    items: z.array(DirectoryEntry),
    nextCursor: z.string().nullable(),
    /** Where they were asked for. Nobody counts further than some thousands. */
    counts: z
      .strictObject({
        total: z.strictObject({ count: z.int(), isMore: z.boolean() }),
        /** How many each value would leave, most first; null where there are too many people to count. */
        facets: z.strictObject({ unitId: Facet, skill: Facet, certification: Facet }).nullable(),
      })
      .optional(),
  })
  .meta({ id: 'DirectoryPage' })

export const PersonReference = z.strictObject({ personId: z.uuid() })

export const OfferedUnits = z.strictObject({
  items: z.array(z.strictObject({ id: z.uuid(), name: z.string(), hasPlace: z.boolean() })),
})

export type SearchCompanies = z.output<typeof SearchCompanies>
export type CompanyEntry = z.output<typeof CompanyEntry>
export type CompaniesPage = z.output<typeof CompaniesPage>
export type SearchDirectory = z.output<typeof SearchDirectory>
export type DirectoryEntry = z.output<typeof DirectoryEntry>
export type DirectoryPage = z.output<typeof DirectoryPage>
export type OfferedUnits = z.output<typeof OfferedUnits>
