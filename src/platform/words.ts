import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import type { MessageValues, Translate } from './presentation/view.ts'
import { createPseudoTranslator, pseudoLocale } from './pseudo-locale.ts'

export interface Words {
  locales: readonly string[]
  /** The translator of a locale, or of the nearest one there is. */
  in(locale: string): Translate
  has(key: string): boolean
  /** The message as it is written, before values stand in it; in English. */
  template(key: string): string | undefined
}

export const sourceLocale = 'en'

/** All ICU messages, read once from templates/locales/<locale>/<room>.json; and the disguise of English, if wanted. */
export function loadWords(folder: string, { pseudo = false } = {}): Words {
  const locales = readdirSync(folder).sort()
  const messages = new Map(locales.map((locale) => [locale, readLocale(join(folder, locale))]))
  const source = messages.get(sourceLocale) ?? new Map<string, string>()
  const translators = new Map(
    locales.map((locale) => [locale, createTranslator(locale, messages.get(locale) ?? source, source)]),
  )
  if (pseudo) {
    locales.push(pseudoLocale)
    translators.set(pseudoLocale, createPseudoTranslator(source))
  }
  const fallback = translators.get(sourceLocale) ?? ((key: string) => key)
  return {
    locales,
    in: (locale) => translators.get(locale) ?? translators.get(locale.split('-')[0] ?? '') ?? fallback,
    has: (key) => source.has(key),
    template: (key) => source.get(key),
  }
}

export function readLocale(folder: string): Map<string, string> {
  const messages = new Map<string, string>()
  for (const file of readdirSync(folder)) {
    const content = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, string>
    for (const [key, message] of Object.entries(content)) messages.set(key, message)
  }
  return messages
}

function createTranslator(
  locale: string,
  messages: Map<string, string>,
  source: Map<string, string>,
): Translate {
  const formats = new Map<string, IntlMessageFormat>()
  return (key: string, values?: MessageValues) => {
    const message = messages.get(key) ?? source.get(key)
    if (message === undefined) return key
    if (!/[{<']/.test(message)) return message
    let format = formats.get(key)
    if (!format) {
      format = new IntlMessageFormat(message, locale, undefined, { ignoreTag: true })
      formats.set(key, format)
    }
    try {
      return String(format.format(values))
    } catch {
      // Words of a notice come in a cookie. One without its values still reads better than a fault.
      return message
    }
  }
}

/** What stands for a value that is not known. */
export const gap = '…'

/** A message where no values are known: an ellipsis stands for each. */
export function templateText(message: string): string {
  let depth = 0
  let text = ''
  for (const letter of message.replaceAll("''", "'")) {
    if (letter === '{' && depth++ === 0) text += gap
    else if (letter === '}') depth -= 1
    else if (depth === 0) text += letter
  }
  return text
}
