import type { MessageValues } from './view.ts'

/** Words that a room hands to a page of another: a locale key with its values, or a text that people wrote. */
export type Words = { key: string; values?: MessageValues } | { text: string }

export function say(key: string, values?: MessageValues): Words {
  return { key, values }
}

export function quote(text: string): Words {
  return { text }
}
