/** What went wrong for one subject so far. */
export interface Failures {
  count: number
  lastFailedAt: Date
}

/** How tries at one thing are slowed down. */
export interface Patience {
  /** So many may fail without any wait. */
  free: number
  /** The wait after the next one; it doubles with each after that. */
  firstSeconds: number
  longestSeconds: number
  /** With nothing wrong for so long, one failure is forgiven; without it, all of them after a day. */
  forgivenEverySeconds: number | null
}

/** Of an address, or of one browser in which its owner has signed in before. */
export const patienceWithAccount: Patience = {
  free: 4,
  firstSeconds: 60,
  longestSeconds: 24 * 3600,
  forgivenEverySeconds: null,
}

/** Many people may share one source, so it is met with more patience and forgiven steadily. */
export const patienceWithSource: Patience = {
  free: 60,
  firstSeconds: 60,
  longestSeconds: 3600,
  forgivenEverySeconds: 60,
}

const forgottenAfterSeconds = 24 * 3600

/** What still counts of what went wrong before. */
export function standingFailures(
  { count, lastFailedAt }: Failures,
  { forgivenEverySeconds }: Patience,
  now: Date,
): number {
  // A process whose clock is ahead may have written it: what lies before us does not count more.
  const seconds = Math.max(0, now.getTime() - lastFailedAt.getTime()) / 1000
  if (forgivenEverySeconds !== null) return Math.max(0, count - Math.floor(seconds / forgivenEverySeconds))
  return seconds >= forgottenAfterSeconds * 2 ? 0 : count
}

/** When the next try is taken; null: at once. */
export function lockedUntil({ count, lastFailedAt }: Failures, patience: Patience, now: Date): Date | null {
  const over = standingFailures({ count, lastFailedAt }, patience, now) - patience.free
  if (over <= 0) return null
  const wait = Math.min(patience.longestSeconds, patience.firstSeconds * 2 ** (over - 1))
  const until = new Date(Math.min(lastFailedAt.getTime(), now.getTime()) + wait * 1000)
  return until > now ? until : null
}

/** Whether the owner hears of it: when the first wait begins, and now and then while somebody goes on. */
export function tellsOwner(count: number, { free }: Patience): boolean {
  return count === free + 1 || (count > free && count % 10 === 0)
}
