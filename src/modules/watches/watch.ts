import { defineError } from '../../platform/errors.ts'

/** When somebody is told what is new. */
export const rhythms = ['atOnce', 'daily', 'weekly', 'never'] as const
export type Rhythm = (typeof rhythms)[number]

/** More searches are no help to anybody. */
export const mostWatches = 30

export const tooManyWatches = defineError('watches.tooManyWatches', 409)
export const nameTaken = defineError('watches.nameTaken', 409)

const day = 86_400_000

/**
 * What was published before is not told of a search: not before it was saved, and not longer ago than a month before it was
 * looked at last. In between, what somebody finds only since then (they joined a unit) is told as well, and nothing twice.
 */
export function newSince({ createdAt, lookedAt }: { createdAt: Date; lookedAt: Date }): Date {
  return new Date(Math.max(createdAt.getTime(), lookedAt.getTime() - 31 * day))
}
