import { defineError } from '../../platform/errors.ts'

export const kinds = ['samgov', 'csv'] as const
export type Kind = (typeof kinds)[number]

/** What a column may tell of a project. */
export const targets = [
  'externalId',
  'title',
  'description',
  'organisation',
  'deadline',
  'startsOn',
  'estimate',
  'city',
  'region',
  'contactName',
  'contactEmail',
  'contactPhone',
  'url',
] as const
export type Target = (typeof targets)[number]

export const dayOrders = ['ymd', 'mdy', 'dmy'] as const
export type DayOrder = (typeof dayOrders)[number]

/** Which column tells what: its heading, or a text with headings in braces. */
export interface Mapping {
  v: 1
  columns: Partial<Record<Target, string>>
  /** How its dates are written: 12/31/2026 is `mdy`. */
  dayOrder: DayOrder
}

/** The list of projects that Caltrans advertises. Headings that are called otherwise are changed in the form. */
export const caltrans: Mapping = {
  v: 1,
  columns: {
    externalId: 'Contract Number',
    title: '{Contract Number}: {Description}',
    description: '{Description}\n\n{Location}',
    deadline: 'Bid Opening Date',
    estimate: 'Estimate',
    region: 'County',
    url: 'Link',
  },
  dayOrder: 'mdy',
}

interface Mapped {
  kind: Kind
  columns?: Partial<Record<Target, string | null>> | undefined
}

/** A table has to say by which id and title it tells projects apart. */
export function missingColumns({ kind, columns }: Mapped): Target[] {
  return kind === 'csv' ? (['externalId', 'title'] as const).filter((target) => !columns?.[target]) : []
}

export const mostSources = 50
export const mostFaults = 50

export const sourceRunning = defineError('sources.running', 409)
export const sourceNameTaken = defineError('sources.nameTaken', 409)
export const tooManySources = defineError('sources.tooMany', 409)
/** It did not answer, or with something else than what it should. */
export const notFetched = defineError('sources.notFetched', 409)
export const notReadable = defineError('sources.notReadable', 409)
export const columnsMissing = defineError('sources.columnsMissing', 409)
export const toldOtherwise = defineError('sources.toldTwice', 409)

export interface Source {
  id: string
  tenantId: string
  unitId: string
  unitPath: string
  unitName: string
  name: string
  kind: Kind
  address: string
  sealedKey: Buffer | null
  mapping: Mapping | null
  timeZone: string
  currency: string | null
  contactEmail: string | null
  visibility: 'public' | 'members'
  publishes: boolean
  everyHours: number | null
  version: number
  nextRunAt: Date | null
}

/** How long a run may take before another one may begin: the one before has died. */
const mostRunHours = 3

/** Runs that began before are not going on any more. */
export function deadBefore(now: Date): Date {
  return new Date(now.getTime() - mostRunHours * 3_600_000)
}

export function nextRun(everyHours: number | null, from: Date): Date | null {
  return everyHours === null ? null : new Date(from.getTime() + everyHours * 3_600_000)
}
