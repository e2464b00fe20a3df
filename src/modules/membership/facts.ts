import { z } from 'zod'
import { fact } from '../../platform/declare/fact.ts'

/** How somebody stands was decided anew; it may hold from a later time on. */
export const standingChanged = fact(
  'membership.standingChanged',
  1,
  z.object({ standingId: z.uuid(), personId: z.uuid() }),
)
