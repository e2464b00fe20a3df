import { textIn } from '../../src/platform/presentation/translated.ts'
import type { Words } from '../../src/platform/presentation/words.ts'
import { useView } from '../view-context.tsx'

/** Reads what a room handed over, in the reader's language as far as it has one. */
export function useWords(): (words: Words) => string {
  const { t, locale } = useView()
  return (words) => {
    if ('key' in words) return t(words.key, words.values)
    return 'texts' in words ? textIn(words.texts, locale) : words.text
  }
}
