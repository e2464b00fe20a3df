import type { Actor } from '../../platform/policy/actor.ts'
import { mayEnter } from '../../platform/run/authorise.ts'
import type { Topic } from '../../platform/slots/topics.ts'

/** What an actor is ever written to about. */
export function topicsFor(topics: readonly Topic[], actor: Actor, now: Date): Topic[] {
  return topics.filter((topic) => mayEnter({ ...topic, kind: 'query' }, actor, now))
}
