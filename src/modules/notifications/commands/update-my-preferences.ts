import { invalid } from '../../../platform/errors.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import type { Issue } from '../../../platform/presentation/view.ts'
import { type Choice, choicesOf, keepChoices, reachOf } from '../choice-row.ts'
import { Preferences, UpdateMyPreferences } from '../contract.ts'
import { topicsFor } from '../policy.ts'
import { command } from '../room.ts'
import { toPreferences } from '../views.ts'

export const updateMyPreferences = command({
  name: 'notifications.updateMyPreferences',
  summary: 'Choose what you are written to about, and on which channels',
  permission: 'member',
  input: UpdateMyPreferences,
  output: Preferences,
  http: { method: 'put', path: '/me/notification-preferences' },
  async run({ tx, actor, now, slots, record, text }, { choices }) {
    const personId = personOf(actor)
    const topics = topicsFor(slots.topics, actor, now)
    const issues: Issue[] = []
    const decided = new Map<string, Choice>()
    for (const [index, { topic: name, channel, wanted }] of choices.entries()) {
      const issue = (field: string, code: string) =>
        issues.push({ pointer: `/choices/${index}/${field}`, code, message: '' })
      const topic = topics.find((each) => each.name === name)
      if (!topic) issue('topic', 'notifications.error.unknownTopic')
      else if (!topic.channels.includes(channel)) issue('channel', 'notifications.error.unknownChannel')
      else if (topic.security && !wanted) issue('wanted', 'notifications.error.alwaysOn')
      // Said twice, the last one counts.
      else decided.set(`${name} ${channel}`, { topic, channel, wanted })
    }
    if (issues.length > 0) throw invalid(issues)
    const before = await choicesOf(tx.sql, [personId])
    await keepChoices(tx.sql, { tenantId: actor.tenantId as string, personId }, [...decided.values()], now)
    const after = await choicesOf(tx.sql, [personId])
    record({ type: 'notificationChoices', id: personId }, spoken(before), spoken(after))
    return toPreferences(topics, after, await reachOf(tx.sql, personId), text)
  },
})

function spoken(rows: Awaited<ReturnType<typeof choicesOf>>): Record<string, boolean> {
  return Object.fromEntries(rows.map(({ topic, channel, wanted }) => [`${topic} ${channel}`, wanted]))
}
