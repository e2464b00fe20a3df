/** The words that were typed, all of them, however many there are. A word left out would find more than was meant. */
export function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}

/** For `ILIKE`: whatever holds the word. */
export function patternOf(word: string): string {
  return `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`
}

/** For `ILIKE ALL`: one pattern for each word that was typed. */
export function wordPatterns(text: string): string[] {
  return wordsOf(text).map(patternOf)
}

/** For `@@` with `::tsquery`: all of these folded words, each by its beginning; of a weight alone, where that is said. */
export function beginningsOf(words: readonly string[], weight: 'A' | '' = ''): string {
  return words.map((word) => `'${word}':*${weight}`).join(' & ')
}
