import { z } from 'zod'
import { fact } from '../../platform/declare/fact.ts'

/** Its owner hears of it: somebody else may have done it. */
export const tokenChanges = ['made', 'endedByStaff'] as const

export const tokenChanged = fact(
  'tokens.tokenChanged',
  1,
  z.object({ tokenId: z.uuid(), accountId: z.uuid(), change: z.enum(tokenChanges), at: z.int() }),
)
