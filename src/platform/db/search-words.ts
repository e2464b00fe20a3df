/**
 * For `ILIKE ALL`: one pattern for each word that was typed, all of them, however many there are. A word left out would
 * find more than was meant.
 */
export function wordPatterns(text: string): string[] {
  return text
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`)
}
