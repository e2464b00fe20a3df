import { type AppError, defineError } from '../../platform/errors.ts'

export const statuses = ['active', 'completed', 'left'] as const

export const alreadyEnrolled = defineError('learning.alreadyEnrolled', 409)
export const courseFull = defineError('learning.courseFull', 409)
export const accessOver = defineError('learning.accessOver', 409)
export const notOpenYet = defineError('learning.notOpenYet', 409)
export const newestAlready = defineError('learning.newestAlready', 409)

const day = 86_400_000

/** Until when somebody who enrols now may open its lessons; null for good. */
export function accessUntil(accessDays: number | null, now: Date): Date | null {
  return accessDays === null ? null : new Date(now.getTime() + accessDays * day)
}

export function accessFault({ accessUntil }: { accessUntil: Date | null }, now: Date): AppError | null {
  return accessUntil !== null && accessUntil <= now ? accessOver() : null
}

interface Released {
  releasedAt: Date | null
  releaseAfterDays: number | null
}

/** When something opens for whoever enrolled then; null where it is open from the beginning. */
function opensAt({ releasedAt, releaseAfterDays }: Released, enrolledAt: Date): Date | null {
  if (releasedAt) return releasedAt
  return releaseAfterDays === null ? null : new Date(enrolledAt.getTime() + releaseAfterDays * day)
}

/** When a lesson opens that is in a section: whichever is later. Null where it is open by now. */
export function waitsUntil(lesson: Released, section: Released, enrolledAt: Date, now: Date): Date | null {
  const times = [opensAt(lesson, enrolledAt), opensAt(section, enrolledAt)].flatMap((time) =>
    time && time > now ? [time.getTime()] : [],
  )
  return times.length === 0 ? null : new Date(Math.max(...times))
}

/** Whole percents, and a hundred only where nothing is left. */
export function percentOf(done: number, lessons: number): number {
  return lessons === 0 ? 0 : Math.min(100, Math.floor((done * 100) / lessons))
}
