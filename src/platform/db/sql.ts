import { createHash } from 'node:crypto'

/**
 * SQL written as a template: values become parameters, other `sql` pieces are spliced in. Nothing a caller
 * sends can become SQL text. Texts repeat, so each is prepared once per connection under its own name.
 */
export class Sql {
  readonly strings: readonly string[]
  readonly values: readonly unknown[]

  constructor(strings: readonly string[], values: readonly unknown[]) {
    this.strings = strings
    this.values = values
  }
}

export function sql(strings: TemplateStringsArray, ...values: unknown[]): Sql {
  return new Sql(strings, values)
}

export const empty = new Sql([''], [])

/** SQL text from code (a captured statement, a column name): never from what anybody sent. */
export function trusted(text: string): Sql {
  return new Sql([text], [])
}

export function join(pieces: readonly Sql[], separator: string): Sql {
  if (pieces.length === 0) return empty
  return new Sql(['', ...pieces.slice(1).map(() => separator), ''], pieces)
}

export interface Statement {
  name: string
  text: string
  values: unknown[]
}

const names = new Map<string, string>()
const plainTexts = new WeakMap<readonly string[], { text: string; name: string }>()

/** The prepared statement for a piece of SQL. */
export function toStatement(piece: Sql): Statement {
  const nested = piece.values.some((value) => value instanceof Sql)
  if (!nested) {
    let known = plainTexts.get(piece.strings)
    if (!known) {
      const text = piece.strings.reduce((before, after, index) => `${before}$${index}${after}`)
      known = { text, name: nameOf(text) }
      plainTexts.set(piece.strings, known)
    }
    return { ...known, values: piece.values as unknown[] }
  }
  const values: unknown[] = []
  const text = flatten(piece, values)
  return { text, name: nameOf(text), values }
}

function flatten(piece: Sql, values: unknown[]): string {
  let text = piece.strings[0] ?? ''
  piece.values.forEach((value, index) => {
    if (value instanceof Sql) text += flatten(value, values)
    else text += `$${values.push(value)}`
    text += piece.strings[index + 1]
  })
  return text
}

function nameOf(text: string): string {
  let name = names.get(text)
  if (!name) {
    name = `s${createHash('sha256').update(text).digest('base64url').slice(0, 24)}`
    names.set(text, name)
  }
  return name
}
