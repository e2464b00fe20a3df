import type { Clock } from '../clock.ts'
import type { Database } from '../db/database.ts'
import { defineError } from '../errors.ts'
import type { AccountActor } from '../policy/actor.ts'
import type { Starter } from '../policy/slots.ts'
import type { Registry } from '../run/registry.ts'
import type { Caller } from '../run/runner.ts'
import type { ClaimedTask } from './task-keeping.ts'

/** Whoever started the task has no account any more, or no person here. */
export const starterGone = defineError('request.starterGone', 403)

interface Parts {
  database: Database
  registry: Registry
  clock: Clock
}

/**
 * Gives whoever started a task as a caller, in their language, with the rights that they have at that moment: they are
 * loaded anew each time.
 */
export function asStarter(
  { database, registry, clock }: Parts,
  { tenantId, personId, locale }: Pick<ClaimedTask, 'tenantId' | 'personId' | 'locale'>,
  token: Starter['token'],
  /** As the job itself calls. */
  caller: Caller,
  /** What it takes beyond a session was shown when the task was started. */
  { proven = false } = {},
): () => Promise<Caller> {
  async function load(): Promise<AccountActor> {
    if (tenantId === null || personId === null) throw starterGone()
    const { sql } = database
    const by = { tenantId, personId, token }
    const actor = await registry.authenticationOf(by).loadStarter(sql, by, clock.now(), registry.roles)
    if (!actor) throw starterGone()
    return proven ? { ...actor, provenUntil: Number.POSITIVE_INFINITY } : actor
  }
  return async () => ({
    ...caller,
    actor: await load(),
    now: clock.now(),
    locale: () => locale,
    reload: load,
  })
}
