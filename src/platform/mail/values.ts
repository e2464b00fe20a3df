/*
 * Values are kept out of the text until its structure is known: Liquid writes a mark where a value belongs, the
 * marked text is read as paragraphs and links, and only then are the values put in, escaped for where they stand.
 * So nothing that somebody typed can become markup, a link or a paragraph of its own.
 */

const markPattern = /\uE000(\d+)\uE001/g

export class MarkedValues {
  readonly #values: string[] = []

  mark(value: unknown): string {
    this.#values.push(singleLine(value === null || value === undefined ? '' : String(value)))
    return `\uE000${this.#values.length - 1}\uE001`
  }

  fill(marked: string, encode: (text: string) => string = (text) => text): string {
    // Literal text is escaped as well: an author may write "&" as it is.
    let filled = ''
    let position = 0
    for (const match of marked.matchAll(markPattern)) {
      filled += encode(marked.slice(position, match.index)) + encode(this.#values[Number(match[1])] ?? '')
      position = match.index + match[0].length
    }
    return filled + encode(marked.slice(position))
  }
}

export function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  }
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character)
}

/** No line breaks, which would start a header or a paragraph, and nothing that turns the reading direction round. */
export function singleLine(text: string): string {
  return text
    .replace(/[\u202A-\u202E\u2066-\u2069\uE000\uE001]/g, '')
    .replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ')
    .trim()
}
