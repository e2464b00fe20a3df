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
] as const
export type Hideable = (typeof hideable)[number]

export const mostCriteria = 30
export const mostReviewers = 50
export const mostAppealDays = 90
export const usualAppealDays = 14

export const rubricFixed = defineError('reviews.rubricFixed', 409)
export const notRunning = defineError('reviews.notRunning', 409)
export const appointedAlready = defineError('reviews.appointedAlready', 409)
export const tooManyReviewers = defineError('reviews.tooManyReviewers', 409)
export const declaredAlready = defineError('reviews.declaredAlready', 409)

type ProjectStatus = 'draft' | 'published' | 'closed' | 'reviewing' | 'awarded' | 'cancelled'

/** By what is weighed is settled before anybody weighs. */
export function mayChangeRubric(status: ProjectStatus): boolean {
  return status === 'draft' || status === 'published' || status === 'closed'
}

/** Who reviews can change as long as there is something to review. */
export function isRunning(status: ProjectStatus): boolean {
  return status !== 'cancelled' && status !== 'awarded'
}
