import { setTimeout as delay } from 'node:timers/promises'

/** Asks again and again until it holds; fails at the deadline with what was wanted. */
export async function until(
  wanted: string,
  holds: () => Promise<boolean>,
  deadlineMilliseconds = 5_000,
): Promise<void> {
  const giveUpAt = performance.now() + deadlineMilliseconds
  while (!(await holds())) {
    if (performance.now() > giveUpAt)
      throw new Error(`Not so after ${deadlineMilliseconds} milliseconds: ${wanted}`)
    await delay(10)
  }
}

/** A point that several have to reach before any of them goes on. */
export function meetingOf(count: number): () => Promise<void> {
  let arrived = 0
  const all = Promise.withResolvers<void>()
  return () => {
    arrived += 1
    if (arrived >= count) all.resolve()
    return all.promise
  }
}
