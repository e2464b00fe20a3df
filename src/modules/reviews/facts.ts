import { z } from 'zod'
import { fact } from '../../platform/declare/fact.ts'

export const reviewerAppointed = fact(
  'reviews.reviewerAppointed',
  1,
  z.object({ projectId: z.uuid(), personId: z.uuid() }),
)
