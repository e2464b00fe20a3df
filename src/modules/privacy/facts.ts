import { z } from 'zod'
import { fact } from '../../platform/declare/fact.ts'

/** `dueAt` says when the job of it begins. */
export const closingRequested = fact(
  'privacy.closingRequested',
  1,
  z.object({ closingId: z.uuid(), dueAt: z.iso.datetime() }),
)
