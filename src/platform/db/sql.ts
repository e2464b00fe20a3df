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

/** A statement whose text follows from what somebody asked, so that there is no end of them: it is kept nowhere. */
export class OnceSql extends Sql {}

export function once({ strings, values }: Sql): OnceSql {
  return new OnceSql(strings, values)
}

export function sql(strings: TemplateStringsArray, ...values: unknown[]): Sql {
  return new Sql(strings, values)
}

export const empty = new Sql([''], [])

const trustedPieces = new Map<string, Sql>()

/** SQL text from code (a captured statement, a column name): never from what anybody sent. */
export function trusted(text: string): Sql {
  let piece = trustedPieces.get(text)
  if (!piece) {
    piece = new Sql([text], [])
    trustedPieces.set(text, piece)
  }
  return piece
}

const seams = new Map<string, readonly string[]>()

export function join(pieces: readonly Sql[], separator: string): Sql {
  if (pieces.length === 0) return empty
  const key = `${pieces.length}|${separator}`
  let strings = seams.get(key)
  if (!strings) {
    strings = ['', ...pieces.slice(1).map(() => separator), '']
    seams.set(key, strings)
  }
  return new Sql(strings, pieces)
}

export interface Statement {
  /** Under which it stays prepared; a statement without one does not. */
  name?: string
  text: string
  values: unknown[]
}

/** A place on the way through the pieces of a statement. Where the way ends, its text and name are kept. */
interface Step {
  /** Onward into a piece, by its position among the values and its strings. */
  into: Array<WeakMap<readonly string[], Step> | undefined>
  /** Onward out of the piece. */
  out?: Step
  known?: { text: string; name: string }
}

const start: Step = { into: [] }

/**
 * The prepared statement for a piece of SQL. A template has the same strings object each time it is evaluated, so
 * the order of those objects tells the text without putting it together again.
 */
export function toStatement(piece: Sql): Statement {
  const values: unknown[] = []
  if (piece instanceof OnceSql) {
    collectValues(piece, values)
    return { text: textOf(piece, { count: 0 }), values }
  }
  const end = walk(piece, 0, start, values)
  if (!end.known) {
    const text = textOf(piece, { count: 0 })
    const name = `s${createHash('sha256').update(text).digest('base64url').slice(0, 24)}`
    end.known = { text, name }
  }
  return { text: end.known.text, name: end.known.name, values }
}

function collectValues(piece: Sql, values: unknown[]): void {
  for (const value of piece.values) {
    if (value instanceof Sql) collectValues(value, values)
    else values.push(value)
  }
}

function walk(piece: Sql, position: number, from: Step, values: unknown[]): Step {
  let step = stepInto(from, position, piece.strings)
  for (let index = 0; index < piece.values.length; index += 1) {
    const value = piece.values[index]
    if (value instanceof Sql) step = walk(value, index, step, values)
    else values.push(value)
  }
  step.out ??= { into: [] }
  return step.out
}

function stepInto(from: Step, position: number, strings: readonly string[]): Step {
  const ways = from.into[position] ?? new WeakMap<readonly string[], Step>()
  from.into[position] = ways
  const known = ways.get(strings)
  if (known) return known
  const step: Step = { into: [] }
  ways.set(strings, step)
  return step
}

function textOf({ strings, values }: Sql, parameters: { count: number }): string {
  let text = strings[0] ?? ''
  values.forEach((value, index) => {
    if (value instanceof Sql) text += textOf(value, parameters)
    else {
      parameters.count += 1
      text += `$${parameters.count}`
    }
    text += strings[index + 1]
  })
  return text
}
