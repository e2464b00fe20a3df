import { inWords, type Words } from '../../src/platform/presentation/words.ts'
import { useView } from '../view-context.tsx'

/** Reads what a room handed over, in the reader's language as far as it has one. */
export function useWords(): (words: Words) => string {
  const { t, locale } = useView()
  return (words) => inWords(words, t, locale)
}
