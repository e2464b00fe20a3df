import { type AppError, defineError, invalid } from '../../platform/errors.ts'
import type { AppliedFor } from './application.ts'

export const fewestWitnesses = 2
export const mostWitnesses = 10

export const notWitness = defineError('applications.notWitness', 403)
export const notDraft = defineError('applications.notDraft', 409)
export const acceptedAlready = defineError('applications.acceptedAlready', 409)
export const notReady = defineError('applications.notReady', 409)
export const tooEarly = defineError('applications.tooEarly', 409)
export const givenAlready = defineError('applications.givenAlready', 409)
export const openedAlready = defineError('applications.openedAlready', 409)
export const wrongPassphrase = defineError('applications.wrongPassphrase', 409)
export const declinedAlready = defineError('applications.declinedAlready', 409)
/** With the addresses that are nobody's: among ten of them nobody likes to search. */
export const nobodyThere = (addresses: readonly string[]) => {
  const values = { addresses: addresses.join(', ') }
  const issue = { pointer: '/witnesses', code: 'applications.error.nobodyThere', message: '', values }
  return invalid([issue])
}
export const samePerson = () =>
  invalid([{ pointer: '/witnesses', code: 'applications.error.samePerson', message: '' }])
export const tooManyNeeded = () =>
  invalid([{ pointer: '/threshold', code: 'applications.error.tooManyNeeded', message: '' }])

/** So long is waited after the end, so that what arrived in time is in, though its turn came later. */
const graceMilliseconds = 60_000

/** Nobody opens bids of a draft, of what was cancelled or of what is awarded. */
export function isOpenable({ status }: Pick<AppliedFor, 'status'>): boolean {
  return ['published', 'closed', 'reviewing'].includes(status)
}

/** Bids are opened once no more of them come in. */
export function openingFault(
  { status, deadline, closedAt }: Pick<AppliedFor, 'status' | 'deadline' | 'closedAt'>,
  now: Date,
): AppError | null {
  if (deadline === null || !isOpenable({ status })) return notReady()
  return now >= opensAt({ deadline, closedAt }) ? null : tooEarly()
}

export function opensAt({ deadline, closedAt }: { deadline: Date; closedAt: Date | null }): Date {
  const end = Math.min(deadline.getTime(), closedAt?.getTime() ?? Number.POSITIVE_INFINITY)
  return new Date(end + graceMilliseconds)
}

/** What the part of a witness is bound to: it opens in no other place. */
export const witnessOf = (projectId: string) => `witness ${projectId}`
export const documentOf = (applicationId: string) => `document ${applicationId}`
export const fileOf = (applicationId: string, position: number) => `file ${applicationId} ${position}`

/** How what the server itself keeps for a while is sealed by its own keys. */
export const sharePurpose = 'given share of a key of sealed bids'
export const openedPurpose = 'opened key of sealed bids'
