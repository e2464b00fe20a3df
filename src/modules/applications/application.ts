import type { Placed } from '../../platform/declare/operation.ts'
import { type AppError, defineError } from '../../platform/errors.ts'
import type { VerificationKind } from '../membership/index.ts'
import type { Status as ProjectStatus } from '../projects/index.ts'
import type { Contents } from './contents.ts'

export const statuses = [
  'draft',
  'submitted',
  'withdrawn',
  'shortlisted',
  'awarded',
  'reserve',
  'declined',
] as const
export type Status = (typeof statuses)[number]

export const statusTones = {
  draft: 'neutral',
  submitted: 'success',
  withdrawn: 'warning',
  shortlisted: 'progress',
  awarded: 'info',
  reserve: 'progress',
  declined: 'neutral',
} as const

export const outcomes = ['awarded', 'reserve', 'declined'] as const
export type Outcome = (typeof outcomes)[number]

export const mostFiles = 20

/** What can become of an application, and from where. */
const steps = {
  write: ['draft', 'submitted', 'withdrawn'],
  withdraw: ['submitted'],
  shortlist: ['submitted', 'shortlisted'],
  // Whoever is in reserve may be awarded after all.
  decide: ['submitted', 'shortlisted', 'reserve'],
  reopen: ['reserve', 'declined'],
} as const satisfies Record<string, readonly Status[]>
export type Step = keyof typeof steps

export const wrongState = defineError('applications.wrongState', 409)
export const setAside = defineError('applications.setAside', 409)
export const bothWitnesses = defineError('applications.bothWitnesses', 409)
export const witnessAndApplicant = defineError('applications.witnessAndApplicant', 409)
export const noMatch = defineError('applications.noMatch', 409)
export const notOpen = defineError('applications.notOpen', 409)
export const deadlineOver = defineError('applications.deadlineOver', 409)
export const notForPersons = defineError('applications.notForPersons', 409)
export const notForCompanies = defineError('applications.notForCompanies', 409)
export const mayNotApply = defineError('applications.mayNotApply', 403)
export const notInvited = defineError('applications.notInvited', 403)
export const witnessApplies = defineError('applications.witnessApplies', 403)
export const offeredNoMore = defineError('applications.offeredNoMore', 409)
export const alreadyApplied = defineError('applications.alreadyApplied', 409)
export const nothingWritten = defineError('applications.nothingWritten', 409)
export const writtenAlready = defineError('applications.writtenAlready', 409)
export const placesTaken = defineError('applications.placesTaken', 409)
export const lacksPapers = defineError('applications.lacksPapers', 409)
export const changedMeanwhile = defineError('applications.changedMeanwhile', 409)
export const addendaUnread = defineError('applications.addendaUnread', 409)
export const tooManyFiles = defineError('applications.tooManyFiles', 409)

export interface AppliedFor {
  id: string
  slug: string
  title: string
  status: ProjectStatus
  deadline: Date | null
  closedAt: Date | null
  endedAt: Date | null
  /** Why it was closed before its deadline, or cancelled. */
  closeReason: string | null
  cancelReason: string | null
  timeZone: string
  startsOn: string | null
  endsOn: string | null
  openTo: 'person' | 'company' | 'either'
  /** What is asked of whoever applies, or acts for a company that does: their type of member, and how it is known who they are. */
  types: string[]
  verified: VerificationKind[]
  maxApplications: number | null
  currency: string | null
  /** Whether nobody reads bids before their witnesses have opened them. */
  isSealed: boolean
}

export interface ApplicationRow extends Placed {
  id: string
  tenantId: string
  project: AppliedFor
  personId: string | null
  companyId: string | null
  applicantName: string
  status: Status
  bids: number
  submittedAt: Date | null
  withdrawnAt: Date | null
  /** Another application of the same person counts instead. */
  isSetAside: boolean
  total: number | null
  currency: string | null
  matchScore: number | null
  decidedAt: Date | null
  decisionReason: string | null
  feedback: string | null
  draft: Contents | null
  draftSalt: string | null
  draftSavedAt: Date | null
  version: number
  createdAt: Date
  /** Whoever asks is the applicant, or acts for it. */
  isOwn: boolean
  /** They may hand it in. */
  mayWrite: boolean
}

export interface FileRow {
  id: string
  name: string | null
  mediaType: string
  size: number
  sha256: string
  inDraft: boolean
  inBid: boolean
}

/** Why a step cannot be taken; null where it can. */
export function stepFault(step: Step, { status }: { status: Status }): AppError | null {
  const from: readonly Status[] = steps[step]
  return from.includes(status) ? null : wrongState()
}

export interface OpenProject {
  status: ProjectStatus
  deadline: Date | null
  closedAt: Date | null
}

/**
 * Whether a request that arrived at a moment is in time: what counts is when it arrived. Its turn may come after the
 * clock has closed the project, or even after its review has begun.
 */
export function openFault({ status, deadline, closedAt }: OpenProject, arrivedAt: Date): AppError | null {
  if (deadline === null || !['published', 'closed', 'reviewing'].includes(status)) return notOpen()
  if (closedAt !== null && closedAt < deadline && arrivedAt >= closedAt) return notOpen()
  return arrivedAt < deadline ? null : deadlineOver()
}

/** Whether a project takes people, or companies. */
export function partyFault(
  openTo: 'person' | 'company' | 'either',
  companyId: string | null,
): AppError | null {
  if (companyId === null) return openTo === 'company' ? notForPersons() : null
  return openTo === 'person' ? notForCompanies() : null
}

/** Where a project takes so many, the one after them is told. */
export function placesFault(most: number | null, taken: number): AppError | null {
  return most !== null && taken >= most ? placesTaken({ values: { most } }) : null
}
