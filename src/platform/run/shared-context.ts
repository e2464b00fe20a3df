import type { SharedContext } from '../declare/operation.ts'
import type { Actor } from '../policy/actor.ts'
import type { Caller, Engine } from './runner.ts'

/** What every operation is told, whether it asks or acts. */
export function sharedContext(
  { services, registry }: Pick<Engine, 'services' | 'registry'>,
  caller: Caller,
  actor: Actor = caller.actor,
): SharedContext {
  return {
    actor,
    now: caller.now,
    request: caller.request,
    services,
    slots: registry.slots,
    roles: registry.roles,
    log: caller.log,
    locale: caller.locale,
    text: (key, values) => services.words.in(caller.locale())(key, values),
  }
}
