import { personOf } from '../../../platform/policy/actor.ts'
import { choicesOf, reachOf } from '../choice-row.ts'
import { Nothing, Preferences } from '../contract.ts'
import { topicsFor } from '../policy.ts'
import { query } from '../room.ts'
import { toPreferences } from '../views.ts'

export const readMyPreferences = query({
  name: 'notifications.readMyPreferences',
  summary: 'Read what you are written to about, and on which channels',
  permission: 'member',
  input: Nothing,
  output: Preferences,
  http: { method: 'get', path: '/me/notification-preferences' },
  async run({ db, actor, now, slots, text }) {
    const personId = personOf(actor)
    const [choices, reach] = await Promise.all([choicesOf(db.sql, [personId]), reachOf(db.sql, personId)])
    return toPreferences(topicsFor(slots.topics, actor, now), choices, reach, text)
  },
})
