import { isDeepStrictEqual } from 'node:util'
import { AppError } from '../errors.ts'
import type { Actor, Authority } from '../policy/actor.ts'
import { type Entrance, requireEntrance } from './authorise.ts'
import type { Caller } from './runner.ts'

/** What somebody may not do, and what they may not even see. */
const refusals: ReadonlySet<number> = new Set([403, 404])

/**
 * What a process remembers of rights may be a moment old, where the database was not heard yet: nobody is refused by it
 * before the database was asked. Null where the refusal stands.
 */
export async function newerActor(
  { reload }: Pick<Caller, 'reload'>,
  actor: Actor,
  error: unknown,
): Promise<Actor | null> {
  if (!reload || actor.kind !== 'account' || !(error instanceof AppError) || !refusals.has(error.status))
    return null
  const newest = await reload()
  return isDeepStrictEqual(newest, actor) ? null : newest
}

/** Whoever was refused and has got the right meanwhile goes on with it, here and in what follows. */
export async function withNewestRights<Result>(
  caller: Caller,
  work: () => Result | Promise<Result>,
): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    const newer = await newerActor(caller, caller.actor, error)
    if (!newer) throw error
    caller.actor = newer
    return work()
  }
}

export function enterNewest(to: Entrance, caller: Caller): Promise<Authority | null> {
  return withNewestRights(caller, () => requireEntrance(to, caller.actor, caller.now))
}
