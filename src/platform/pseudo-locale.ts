import { IntlMessageFormat } from 'intl-messageformat'
import type { Translate } from './presentation/view.ts'

/**
 * English in a disguise that is still readable: each message stands in brackets, its letters carry accents and its
 * vowels stand twice. What shows up without brackets never passed t(); what does not fit is too narrow for German.
 */
export const pseudoLocale = 'en-XA'

type Elements = ReturnType<IntlMessageFormat['getAst']>

const plain = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const accented = 'áƀćďéƒĝĥíĵķļḿńóþɋŕšťúṽŵẋýžÁƁĆĎÉƑĜĤÍĴĶĻḾŃÓÞɊŔŠŤÚṼŴẊÝŽ'
const disguise = new Map([...plain].map((letter, index) => [letter, [...accented][index] as string]))

export function disguised(text: string): string {
  return [...text]
    .map((letter) => (disguise.get(letter) ?? letter).repeat(/[aeiou]/.test(letter) ? 2 : 1))
    .join('')
}

export function createPseudoTranslator(source: ReadonlyMap<string, string>): Translate {
  const formats = new Map<string, IntlMessageFormat>()
  return (key, values) => {
    const message = source.get(key)
    if (message === undefined) return key
    let format = formats.get(key)
    if (!format) {
      const written = new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true })
      format = new IntlMessageFormat(written.getAst().map(disguisedElement), 'en')
      formats.set(key, format)
    }
    try {
      return `⟦${String(format.format(values))}⟧`
    } catch {
      // As in every other language: what lacks its values still reads.
      return `⟦${message}⟧`
    }
  }
}

/** 0 is text; plurals and selects hold messages of their own. */
function disguisedElement(element: Elements[number]): Elements[number] {
  if (element.type === 0) return { ...element, value: disguised(element.value) }
  if (!('options' in element)) return element
  const options = Object.entries(element.options).map(([name, option]) => [
    name,
    { ...option, value: option.value.map(disguisedElement) },
  ])
  return { ...element, options: Object.fromEntries(options) } as Elements[number]
}
