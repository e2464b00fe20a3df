import { defineError } from '../../platform/errors.ts'

/** What reviewers need not see of an application, where a project is reviewed blindly. */
export const hideable = [
  'names',
  'team',
  'references',
  'portfolio',
  'attachments',
  'papers',
  'match',
  // So that what is offered and what it costs can be weighed apart.
  'amount',
  'proposal',
  'experience',
  'timeline',
] as const
export type Hideable = (typeof hideable)[number]

export const mostCriteria = 30
export const mostReviewers = 50
export const mostAppealDays = 90
export const usualAppealDays = 14

export const rubricFixed = defineError('reviews.rubricFixed', 409)
export const settingsFixed = defineError('reviews.settingsFixed', 409)
export const notRunning = defineError('reviews.notRunning', 409)
export const appointedAlready = defineError('reviews.appointedAlready', 409)
export const tooManyReviewers = defineError('reviews.tooManyReviewers', 409)
export const hasReadThem = defineError('reviews.hasReadThem', 409)
export const cannotReview = defineError('reviews.cannotReview', 409)
export const standsApart = defineError('reviews.standsApart', 409)
export const declaredAlready = defineError('reviews.declaredAlready', 409)

type ProjectStatus = 'draft' | 'published' | 'closed' | 'reviewing' | 'awarded' | 'cancelled'

/**
 * By what is weighed is known to whoever writes an application. A draft takes it as it is, and so does one that nobody has applied
 * for, by an addendum; where it is missing it is said once, so that a review can begin.
 */
export function mayChangeRubric({
  status,
  hasCriteria,
  isAppliedFor,
}: {
  status: ProjectStatus
  hasCriteria: boolean
  isAppliedFor: boolean
}): boolean {
  if (status === 'draft') return true
  return (
    (status === 'published' && !isAppliedFor) || (!hasCriteria && ['published', 'closed'].includes(status))
  )
}

/** Who reviews can change as long as there is something to review. */
export function isRunning(status: ProjectStatus): boolean {
  return status !== 'cancelled' && status !== 'awarded'
}

export const outcomes = ['awarded', 'reserve', 'declined'] as const
export type Outcome = (typeof outcomes)[number]

export const mostAtOnce = 200

export const stillSealed = defineError('reviews.stillSealed', 409)
export const notInReview = defineError('reviews.notInReview', 409)
export const assignedAlready = defineError('reviews.assignedAlready', 409)
export const noRubric = defineError('reviews.noRubric', 409)
export const noReviewers = defineError('reviews.noReviewers', 409)
export const barred = defineError('reviews.barred', 409)
export const handedIn = defineError('reviews.handedIn', 409)
export const decidedAlready = defineError('reviews.decidedAlready', 409)
export const notProposed = defineError('reviews.notProposed', 409)
export const ownDecision = defineError('reviews.ownDecision', 403)
export const notClarifying = defineError('reviews.notClarifying', 409)
export const appealTooLate = defineError('reviews.appealTooLate', 409)
export const appealedAlready = defineError('reviews.appealedAlready', 409)
export const undecided = defineError('reviews.undecided', 409)
export const heardAlready = defineError('reviews.heardAlready', 409)

/** There is something to weigh and to decide. */
export function isWeighing(status: ProjectStatus): boolean {
  return status === 'reviewing' || status === 'awarded'
}

/** Whether a project would ask for a second person less often than its association, which asks always in another currency. */
export function isLooser(
  own: { approvalAbove: number; currency: string },
  rule: { approvalAbove: number; currency: string } | null,
): boolean {
  return rule !== null && (rule.currency !== own.currency || own.approvalAbove > rule.approvalAbove)
}

/**
 * Whether an award takes a second person: above the limit, or where nobody can tell whether it is, as it asks for another
 * currency or its amount is not known.
 */
export function takesTwo(
  outcome: Outcome,
  asked: { amount: number | null; currency: string | null },
  limit: { above: number; currency: string } | null,
  /** What was awarded for the same project already. */
  before = 0,
): boolean {
  if (outcome !== 'awarded' || limit === null) return false
  return asked.amount === null || asked.currency !== limit.currency || asked.amount + before > limit.above
}

/** Until when a decision may be appealed against; null where it never may. */
export function appealUntil(finalAt: Date, days: number): Date | null {
  return days === 0 ? null : new Date(finalAt.getTime() + days * 86_400_000)
}

/** Nothing is decided about an application yet. */
export function isOpen(status: string): boolean {
  return status === 'submitted' || status === 'shortlisted'
}
