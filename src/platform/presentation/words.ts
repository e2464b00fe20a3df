import type { Translated } from './translated.ts'
import type { MessageValues } from './view.ts'

/**
 * Words that a room hands to a page of another: a locale key with its values, a text that people wrote, or one that an
 * installation wrote in its languages.
 */
export type Words = { key: string; values?: MessageValues } | { text: string } | { texts: Translated }

export function say(key: string, values?: MessageValues): Words {
  return { key, values }
}

export function quote(text: string): Words {
  return { text }
}

export function inReaders(texts: Translated): Words {
  return { texts }
}
