import { z } from 'zod'
import { fact } from '../../platform/declare/fact.ts'

export const termChanges = ['appointed', 'changed', 'ended'] as const

/** Somebody was appointed, or the end of their term was changed, or it was ended early. */
export const termChanged = fact(
  'positions.termChanged',
  1,
  z.object({ termId: z.uuid(), personId: z.uuid(), change: z.enum(termChanges) }),
)
