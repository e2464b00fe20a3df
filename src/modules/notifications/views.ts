import type { Channel } from '../../platform/presentation/channels.ts'
import type { Translate } from '../../platform/presentation/view.ts'
import { isWanted, type Reach, type Topic } from '../../platform/slots/topics.ts'
import type { Preferences } from './contract.ts'

export interface ChoiceRow {
  personId: string
  topic: string
  channel: Channel
  wanted: boolean
}

export function toPreferences(
  topics: readonly Topic[],
  choices: readonly ChoiceRow[],
  reach: Reach,
  text: Translate,
): Preferences {
  return {
    topics: topics.map((topic) => ({
      name: topic.name,
      label: topic.label,
      labelText: text(topic.label),
      security: topic.security === true,
      channels: topic.channels.map((channel) => {
        const choice = choices.find((row) => row.topic === topic.name && row.channel === channel)
        return { channel, wanted: isWanted(topic, channel, choice?.wanted, reach) }
      }),
    })),
  }
}
