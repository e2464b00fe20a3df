import { z } from 'zod'
import { fact } from '../../platform/declare/fact.ts'

/** Two entries with accounts became one, or were parted again: one of the two accounts signs in to it no more, or does again. */
export const entriesMerged = fact(
  'privacy.entriesMerged',
  1,
  z.object({ mergeId: z.uuid(), undone: z.boolean(), at: z.number() }),
)

/** `dueAt` says when the job of it begins. */
export const closingRequested = fact(
  'privacy.closingRequested',
  1,
  z.object({ closingId: z.uuid(), dueAt: z.iso.datetime() }),
)
