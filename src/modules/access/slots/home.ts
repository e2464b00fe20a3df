import { isDuring } from '../../../platform/policy/actor.ts'
import { say } from '../../../platform/presentation/words.ts'
import type { HomeSection } from '../../../platform/slots/home.ts'

/** Whose rights wait is told so first of all: else they would only find that what they are to do is not there. */
const waiting: HomeSection = {
  name: 'access.waiting',
  title: say('access.waiting.title'),
  order: 0,
  permission: 'member',
  async load(_run, actor, now) {
    const count = actor.authorities.filter(
      (authority) => authority.waits && isDuring(authority, now.getTime()),
    ).length
    if (count === 0) return null
    return {
      cards: [
        {
          title: say('access.waiting.card'),
          href: '/account/security',
          icon: 'lock',
          facts: [say('access.waiting.fact', { count }), say('access.waiting.help')],
          badge: { words: say('access.waiting.badge'), tone: 'warning' },
          action: { words: say('access.waiting.action'), href: '/account/security' },
        },
      ],
    }
  },
}

export const home: readonly HomeSection[] = [waiting]
