import { z } from 'zod'
import { fact } from '../../platform/declare/fact.ts'

export const reviewerAppointed = fact(
  'reviews.reviewerAppointed',
  1,
  z.object({ projectId: z.uuid(), personId: z.uuid() }),
)
/** One for each reviewer, however many applications they were given. */
export const sheetsGiven = fact(
  'reviews.sheetsGiven',
  1,
  z.object({ projectId: z.uuid(), personId: z.uuid() }),
)
export const clarificationSent = fact(
  'reviews.clarificationSent',
  1,
  z.object({ applicationId: z.uuid(), messageId: z.uuid() }),
)
export const decisionProposed = fact('reviews.decisionProposed', 1, z.object({ decisionId: z.uuid() }))
/** So many of those who were appointed turned out to apply themselves. */
export const applicantsDismissed = fact(
  'reviews.applicantsDismissed',
  1,
  z.object({ projectId: z.uuid(), count: z.int() }),
)
export const appealFiled = fact('reviews.appealFiled', 1, z.object({ appealId: z.uuid() }))
export const appealHeard = fact('reviews.appealHeard', 1, z.object({ appealId: z.uuid() }))
