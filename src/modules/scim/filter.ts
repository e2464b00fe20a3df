import { invalidFilter } from './errors.ts'
import { type Attribute, isWhole, type Kind, named, type Place, placeOf } from './schema.ts'

export const comparisons = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const
export type Comparison = (typeof comparisons)[number]

export type Operand = string | boolean | number | null

/** A filter with its names looked up: `Where` is a place in a resource, or a part of one value of a list. */
export type Filter<Where> =
  | { is: 'and' | 'or'; left: Filter<Where>; right: Filter<Where> }
  | { is: 'not'; inner: Filter<Where> }
  | { is: 'present'; at: Where }
  | { is: 'compare'; at: Where; by: Comparison; value: Operand }
  | { is: 'some'; at: Where; inner: Filter<Attribute> }

/** More say nothing that a provider would ask, and cost the database dearly. */
const mostComparisons = 40
const deepest = 20
export const longestFilter = 4000

/**
 * Reads a filter by the grammar of RFC 7644, 3.4.2.2: `or` binds least, then `and`, then `not`; a group stands in
 * parentheses, a filter on the values of a list in brackets behind it.
 */
export function parseFilter(kind: Kind, text: string): Filter<Place> {
  const reader = new Reader(text)
  const filter = readOr(reader, (name) => resolve(kind, name), true)
  reader.expectEnd()
  return filter
}

/** A filter of one value of a list, as it stands in brackets. */
export function parseValueFilter(attribute: Attribute, text: string): Filter<Attribute> {
  const reader = new Reader(text)
  const filter = readOr(reader, (name) => resolveSub(attribute, name), false)
  reader.expectEnd()
  return filter
}

function resolve(kind: Kind, name: string): Place {
  if (name.toLowerCase() === 'schemas') return { extension: null, attribute: schemasAttribute, sub: null }
  const place = placeOf(kind, name)
  if (!place || isWhole(place)) throw invalidFilter({ values: { at: name } })
  // What a list is compared by, where nothing else is said, is its value (RFC 7644, 3.4.2.2).
  const value =
    place.sub === null &&
    place.attribute.type === 'complex' &&
    named(place.attribute.subAttributes ?? [], 'value')
  return value ? { ...place, sub: value } : place
}

export const schemasAttribute: Attribute = {
  name: 'schemas',
  type: 'reference',
  description: '',
  caseExact: true,
  multiValued: true,
}

function resolveSub({ subAttributes = [] }: Attribute, name: string): Attribute {
  const sub = named(subAttributes, name)
  if (!sub) throw invalidFilter({ values: { at: name } })
  return sub
}

type Token =
  | { is: 'word'; text: string; at: number }
  | { is: 'string'; value: string; at: number }
  | { is: '(' | ')' | '[' | ']'; at: number }

class Reader {
  readonly #tokens: Token[]
  #position = 0
  #comparisons = 0
  depth = 0

  constructor(text: string) {
    if (text.length > longestFilter) throw invalidFilter({ values: { at: '…' } })
    this.#tokens = tokensOf(text)
  }

  peek(): Token | undefined {
    return this.#tokens[this.#position]
  }

  next(): Token | undefined {
    const token = this.#tokens[this.#position]
    this.#position += 1
    return token
  }

  isWord(word: string): boolean {
    const token = this.peek()
    return token?.is === 'word' && token.text.toLowerCase() === word
  }

  take(is: Token['is']): void {
    const token = this.next()
    if (token?.is !== is) throw wrong(token)
  }

  count(): void {
    this.#comparisons += 1
    if (this.#comparisons > mostComparisons) throw invalidFilter({ values: { at: '…' } })
  }

  expectEnd(): void {
    const token = this.peek()
    if (token) throw wrong(token)
  }
}

function wrong(token: Token | undefined) {
  const at =
    token === undefined
      ? '…'
      : 'text' in token
        ? token.text
        : 'value' in token
          ? `"${token.value}"`
          : token.is
  return invalidFilter({ values: { at: at.slice(0, 80) } })
}

/** A name may hold colons, digits, dots, `$`, `-` and `_`; a number and a literal are words as well. */
const wordPattern = /[A-Za-z$0-9+-][\w.:$+-]*/y
const stringPattern = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*"/uy
const spacePattern = / +/y

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  const read = (pattern: RegExp): string | null => {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0] ?? null
    if (found !== null) at += found.length
    return found
  }
  while (at < text.length) {
    if (read(spacePattern) !== null) continue
    const start = at
    const mark = text.charAt(at)
    if (mark === '(' || mark === ')' || mark === '[' || mark === ']') {
      tokens.push({ is: mark, at: start })
      at += 1
      continue
    }
    const quoted = read(stringPattern)
    if (quoted !== null) {
      tokens.push({ is: 'string', value: JSON.parse(quoted) as string, at: start })
      continue
    }
    const word = read(wordPattern)
    if (word === null) throw invalidFilter({ values: { at: text.slice(start, start + 20) } })
    tokens.push({ is: 'word', text: word, at: start })
  }
  return tokens
}

type Resolve<Where> = (name: string) => Where

function readOr<Where>(reader: Reader, resolveName: Resolve<Where>, mayNest: boolean): Filter<Where> {
  let left = readAnd(reader, resolveName, mayNest)
  while (reader.isWord('or')) {
    reader.next()
    left = { is: 'or', left, right: readAnd(reader, resolveName, mayNest) }
  }
  return left
}

function readAnd<Where>(reader: Reader, resolveName: Resolve<Where>, mayNest: boolean): Filter<Where> {
  let left = readOne(reader, resolveName, mayNest)
  while (reader.isWord('and')) {
    reader.next()
    left = { is: 'and', left, right: readOne(reader, resolveName, mayNest) }
  }
  return left
}

function readOne<Where>(reader: Reader, resolveName: Resolve<Where>, mayNest: boolean): Filter<Where> {
  const token = reader.next()
  if (token?.is === '(') return readGroup(reader, resolveName, mayNest)
  if (token?.is !== 'word') throw wrong(token)
  if (token.text.toLowerCase() === 'not' && reader.peek()?.is === '(') {
    reader.next()
    return { is: 'not', inner: readGroup(reader, resolveName, mayNest) }
  }
  reader.count()
  if (mayNest && reader.peek()?.is === '[') return readSome(reader, resolveName, token.text)
  const at = resolveName(token.text)
  const operator = reader.next()
  if (operator?.is !== 'word') throw wrong(operator)
  const by = operator.text.toLowerCase()
  if (by === 'pr') return { is: 'present', at }
  if (!isComparison(by)) throw wrong(operator)
  return { is: 'compare', at, by, value: readOperand(reader) }
}

function readGroup<Where>(reader: Reader, resolveName: Resolve<Where>, mayNest: boolean): Filter<Where> {
  reader.depth += 1
  if (reader.depth > deepest) throw invalidFilter({ values: { at: '(' } })
  const inner = readOr(reader, resolveName, mayNest)
  reader.take(')')
  reader.depth -= 1
  return inner
}

function readSome<Where>(reader: Reader, resolveName: Resolve<Where>, name: string): Filter<Where> {
  const at = resolveName(name)
  const { attribute } = at as Place
  if (name.includes('.') && !name.includes(':')) throw invalidFilter({ values: { at: name } })
  if (!attribute?.multiValued || !attribute.subAttributes) throw invalidFilter({ values: { at: name } })
  reader.take('[')
  const inner = readOr(reader, (sub) => resolveSub(attribute, sub), false)
  reader.take(']')
  return { is: 'some', at, inner }
}

function isComparison(word: string): word is Comparison {
  return (comparisons as readonly string[]).includes(word)
}

function readOperand(reader: Reader): Operand {
  const token = reader.next()
  if (token?.is === 'string') return token.value
  if (token?.is !== 'word') throw wrong(token)
  const word = token.text
  if (word === 'true' || word === 'false') return word === 'true'
  if (word === 'null') return null
  if (/^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(word)) return Number(word)
  // Entra ID writes its booleans as True and False.
  if (/^(true|false)$/i.test(word)) return word.toLowerCase() === 'true'
  throw wrong(token)
}

function isMoment(text: string): boolean {
  return /^[1-9]\d{3}-\d\d-\d\dT\d\d:\d\d/.test(text) && !Number.isNaN(Date.parse(text))
}

/** What may be compared with what, and how: an error where a filter asks what means nothing (RFC 7644, 3.4.2.2). */
export function checkComparison({ name, type }: Attribute, by: Comparison, value: Operand): void {
  const isOrder = by !== 'eq' && by !== 'ne'
  if (value === null && !isOrder) return
  const fits =
    type === 'boolean'
      ? typeof value === 'boolean' && !isOrder
      : type === 'dateTime'
        ? typeof value === 'string' && isMoment(value) && !['co', 'sw', 'ew'].includes(by)
        : type !== 'complex' && typeof value === 'string'
  if (!fits) throw invalidFilter({ values: { at: name } })
}

/** Whether one value of a list fits. It is for what stands in memory; lists of resources are filtered by the database. */
export function matches(filter: Filter<Attribute>, value: Readonly<Record<string, unknown>>): boolean {
  switch (filter.is) {
    case 'and':
      return matches(filter.left, value) && matches(filter.right, value)
    case 'or':
      return matches(filter.left, value) || matches(filter.right, value)
    case 'not':
      return !matches(filter.inner, value)
    case 'present':
      return isPresent(value[filter.at.name])
    case 'compare':
      checkComparison(filter.at, filter.by, filter.value)
      return compares(filter.at, value[filter.at.name], filter.by, filter.value)
    case 'some':
      throw invalidFilter({ values: { at: filter.at.name } })
  }
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null && value !== ''
}

function compares({ caseExact }: Attribute, found: unknown, by: Comparison, sought: Operand): boolean {
  if (sought === null) return isPresent(found) === (by === 'ne')
  if (typeof sought === 'boolean') return ((found ?? false) === sought) === (by === 'eq')
  if (typeof found !== 'string') return by === 'ne'
  const fold = (text: string) => (caseExact ? text : text.toLowerCase())
  const [left, right] = [fold(found), fold(String(sought))]
  switch (by) {
    case 'eq':
      return left === right
    case 'ne':
      return left !== right
    case 'co':
      return left.includes(right)
    case 'sw':
      return left.startsWith(right)
    case 'ew':
      return left.endsWith(right)
    case 'gt':
      return left > right
    case 'ge':
      return left >= right
    case 'lt':
      return left < right
    case 'le':
      return left <= right
  }
}

/** What a filter says by `eq`, joined by `and`: a value that is to fit it can be made of that. Null where it says more. */
export function valueFrom(filter: Filter<Attribute>): Record<string, string | boolean> | null {
  if (filter.is === 'and') {
    const [left, right] = [valueFrom(filter.left), valueFrom(filter.right)]
    return left && right && { ...left, ...right }
  }
  if (filter.is !== 'compare' || filter.by !== 'eq') return null
  const { at, value } = filter
  return typeof value === 'string' || typeof value === 'boolean' ? { [at.name]: value } : null
}
