import { Subscription, TokenReference } from '../contract.ts'
import { linkInvalid } from '../errors.ts'
import { query } from '../room.ts'
import { readToken } from '../unsubscribe-token.ts'

export const readSubscription = query({
  name: 'notifications.readSubscription',
  summary: 'What the link of a letter ends',
  permission: 'anyone',
  input: TokenReference,
  output: Subscription,
  async run({ services, slots, now, text }, { token }) {
    const { topic: name, channel } = readToken(services, token, now)
    const topic = slots.topics.find((each) => each.name === name)
    if (!topic) throw linkInvalid()
    return { label: topic.label, labelText: text(topic.label), channel }
  },
})
