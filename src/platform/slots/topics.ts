import type { Module } from '../declare/module.ts'
import type { Channel } from '../presentation/channels.ts'

/** Something that people are written to about, as one decision: they have it on a channel or they do not. */
export interface Topic {
  /** `<room>.<name>` */
  name: string
  /** Locale key of what people call it. */
  label: string
  /** Who is ever written to about it: to others it is not offered. */
  permission: string
  channels: readonly Channel[]
  /** The channels that are on for whoever said nothing. */
  byDefault: readonly Channel[]
  /** Nobody turns it off: whoever got into an account would do that first. */
  security?: true
}

/** Whoever has no e-mail address gets by phone what others get by mail. */
export interface Reach {
  byPhoneAlone: boolean
}

/** Whether a person is written to, given what they chose where they did. */
export function isWanted(
  topic: Topic,
  channel: Channel,
  choice: boolean | undefined,
  { byPhoneAlone }: Reach,
): boolean {
  if (!topic.channels.includes(channel)) return false
  if (topic.security) return true
  const byDefault = topic.byDefault.includes(channel === 'sms' && byPhoneAlone ? 'email' : channel)
  return choice ?? (byDefault || topic.byDefault.includes(channel))
}

/** What is wrong with what rooms declare. */
export function topicFaults(modules: readonly Pick<Module, 'name' | 'topics'>[]): string[] {
  const faults: string[] = []
  const names = new Set<string>()
  for (const { name: room, topics = [] } of modules)
    for (const { name, channels: offered, byDefault } of topics) {
      if (!name.startsWith(`${room}.`)) faults.push(`The topic ${name} stands in the room ${room}.`)
      if (names.has(name)) faults.push(`The topic ${name} is declared twice.`)
      if (byDefault.some((channel) => !offered.includes(channel)))
        faults.push(`The topic ${name} is on by default on a channel that it does not offer.`)
      names.add(name)
    }
  return faults
}
