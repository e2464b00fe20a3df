import { sql } from '../../../platform/db/sql.ts'
import { isWanted } from '../../../platform/slots/topics.ts'
import { listAddressees } from '../../identity/index.ts'
import { choicesOf } from '../choice-row.ts'
import { ListRecipients, Recipients } from '../contract.ts'
import { query } from '../room.ts'
import { writeToken } from '../unsubscribe-token.ts'

/** Whom a job writes to about a topic, over which channel: a person stands there once for each that they want. */
export const listRecipients = query({
  name: 'notifications.listRecipients',
  summary: 'Whom to write to about a topic, and over which channel',
  permission: 'system',
  input: ListRecipients,
  output: Recipients,
  async run({ db, ask, now, slots, services }, { topic: name, personIds }) {
    const topic = slots.topics.find((each) => each.name === name)
    if (!topic || topic.security)
      throw new Error(`${name} is no topic that people choose: no room declares it so.`)
    const [{ items }, choices, places] = await Promise.all([
      ask(listAddressees, { personIds }),
      choicesOf(db.sql, personIds),
      db.sql<{ personId: string; tenantId: string }>(sql`
        SELECT p.person_id AS "personId", p.tenant_id AS "tenantId" FROM people p WHERE p.person_id = ANY(${personIds}::uuid[])`),
    ])
    const chosen = new Map(
      choices
        .filter((row) => row.topic === name)
        .map((row) => [`${row.personId} ${row.channel}`, row.wanted]),
    )
    const tenants = new Map(places.map(({ personId, tenantId }) => [personId, tenantId]))
    return {
      items: items.flatMap(({ personId, name: called, locale, email, phone }) =>
        topic.channels.flatMap((channel) => {
          const to = channel === 'email' ? email : phone
          const tenantId = tenants.get(personId)
          if (to === null || !tenantId) return []
          if (
            !isWanted(topic, channel, chosen.get(`${personId} ${channel}`), { byPhoneAlone: email === null })
          )
            return []
          const token = writeToken(services, { tenantId, personId, topic: name, channel }, now)
          const optOut = { preferences: '/profile/notifications', unsubscribe: `/unsubscribe/${token}` }
          return [{ personId, name: called, locale, channel, to, optOut }]
        }),
      ),
    }
  },
})
