import { sql } from '../../../platform/db/sql.ts'
import { keepChoices } from '../choice-row.ts'
import { Subscription, TokenReference } from '../contract.ts'
import { linkInvalid } from '../errors.ts'
import { command } from '../room.ts'
import { readToken } from '../unsubscribe-token.ts'

/** By whoever has the letter, signed in or not: a mail program presses this for its reader. */
export const unsubscribe = command({
  name: 'notifications.unsubscribe',
  summary: 'End the kind of letter that the link came with',
  permission: 'anyone',
  input: TokenReference,
  output: Subscription,
  idempotent: false,
  async run({ tx, text, services, slots, now, record }, { token }) {
    const { tenantId, personId, topic: name, channel } = readToken(services, token, now)
    const topic = slots.topics.find((each) => each.name === name)
    // A topic that became one of security meanwhile stays on, whatever the old letter says.
    if (!topic || topic.security) throw linkInvalid()
    const here = await tx.sql(
      sql`SELECT 1 FROM people p WHERE p.tenant_id = ${tenantId}::uuid AND p.person_id = ${personId}::uuid`,
    )
    if (here.length === 0) throw linkInvalid()
    await keepChoices(tx.sql, { tenantId, personId }, [{ topic, channel, wanted: false }], now)
    record({ type: 'notificationChoices', id: personId }, {}, { [`${name} ${channel}`]: false })
    return { label: topic.label, labelText: text(topic.label), channel }
  },
})
