import { type Translated, textIn } from './translated.ts'
import type { MessageValues, Translate } from './view.ts'

/**
 * Words that a room hands to a page of another: a locale key with its values, a text that people wrote, or one that an
 * installation wrote in its languages.
 */
export type Words = { key: string; values?: MessageValues } | { text: string } | { texts: Translated }

/** What a room handed over, in the reader's language as far as it has one. */
export function inWords(words: Words, t: Translate, locale: string): string {
  if ('key' in words) return t(words.key, words.values)
  return 'texts' in words ? textIn(words.texts, locale) : words.text
}

export function say(key: string, values?: MessageValues): Words {
  return { key, values }
}

export function quote(text: string): Words {
  return { text }
}

export function inReaders(texts: Translated): Words {
  return { texts }
}
