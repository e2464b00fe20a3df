import type { Words } from '../../src/platform/presentation/words.ts'
import { useText } from '../view-context.tsx'

/** Reads what a room handed over: its locale key in the reader's language, or a text as somebody wrote it. */
export function useWords(): (words: Words) => string {
  const t = useText()
  return (words) => ('key' in words ? t(words.key, words.values) : words.text)
}
