import { join, type Sql, sql, trusted } from '../../platform/db/sql.ts'
import { invalidFilter } from './errors.ts'
import { type Comparison, checkComparison, type Filter, type Operand } from './filter.ts'
import type { Attribute, Place } from './schema.ts'

/** How the attributes of a kind of resource are found in its table. */
export interface Table {
  /** SQL for an attribute that has one value, as text (or as boolean or time, by its type). */
  single(place: Place): Sql
  /** SQL that is true where one of the values of a list fits; `inner` makes the condition, of a part of the value. */
  some(place: Place, inner: (part: (sub: Attribute) => Sql) => Sql): Sql
  /** Cheaper ways to say the same, for what providers ask all the time. */
  shortcut?(place: Place, by: Comparison, value: Operand): Sql | null
}

/** The where-clause of a filter. What somebody sent becomes parameters, and nothing else. */
export function conditionOf(filter: Filter<Place>, table: Table): Sql {
  switch (filter.is) {
    case 'and':
      return sql`(${conditionOf(filter.left, table)} AND ${conditionOf(filter.right, table)})`
    case 'or':
      return sql`(${conditionOf(filter.left, table)} OR ${conditionOf(filter.right, table)})`
    case 'not':
      return sql`NOT ${conditionOf(filter.inner, table)}`
    case 'present':
      return presence(filter.at, table)
    case 'compare':
      return comparison(filter.at, filter.by, filter.value, table)
    case 'some':
      return sql`(${table.some(filter.at, (part) => conditionWithin(filter.inner, part))} ${soughtWithin(filter, table)})`
  }
}

function conditionWithin(filter: Filter<Attribute>, part: (sub: Attribute) => Sql): Sql {
  switch (filter.is) {
    case 'and':
      return sql`(${conditionWithin(filter.left, part)} AND ${conditionWithin(filter.right, part)})`
    case 'or':
      return sql`(${conditionWithin(filter.left, part)} OR ${conditionWithin(filter.right, part)})`
    case 'not':
      return sql`NOT ${conditionWithin(filter.inner, part)}`
    case 'present':
      return present(part(filter.at), filter.at)
    case 'compare':
      return compare(part(filter.at), filter.at, filter.by, filter.value)
    case 'some':
      throw invalidFilter({ values: { at: filter.at.name } })
  }
}

/** What must be so besides: a value that a filter asks for by `and` can be looked up. */
function soughtWithin(filter: Filter<Place> & { is: 'some' }, table: Table): Sql {
  const found: Sql[] = []
  const look = (inner: Filter<Attribute>): void => {
    if (inner.is === 'and') {
      look(inner.left)
      look(inner.right)
    }
    const cheap =
      inner.is === 'compare' && table.shortcut?.({ ...filter.at, sub: inner.at }, inner.by, inner.value)
    if (cheap) found.push(cheap)
  }
  look(filter.inner)
  return join(
    found.map((each) => sql`AND ${each}`),
    ' ',
  )
}

function presence(place: Place, table: Table): Sql {
  const { attribute, sub } = place
  if (attribute.multiValued) return table.some(place, (part) => (sub ? present(part(sub), sub) : sql`true`))
  // An attribute with parts is there where one of them is.
  if (attribute.type === 'complex' && !sub)
    return sql`(${join(
      (attribute.subAttributes ?? []).map((each) => present(table.single({ ...place, sub: each }), each)),
      ' OR ',
    )})`
  return present(table.single(place), sub ?? attribute)
}

function comparison(place: Place, by: Comparison, value: Operand, table: Table): Sql {
  const { attribute, sub } = place
  const leaf = sub ?? attribute
  checkComparison(leaf, by, value)
  // Nothing is what is not there (RFC 7644, 3.4.2.2).
  if (value === null) return by === 'eq' ? sql`NOT ${presence(place, table)}` : presence(place, table)
  const cheap = table.shortcut?.(place, by, value)
  if (!attribute.multiValued) return cheap ?? compare(table.single(place), leaf, by, value)
  const some = table.some(place, (part) => compare(part(leaf), leaf, by, value))
  return cheap ? sql`(${cheap} AND ${some})` : some
}

function present(expression: Sql, { type }: Attribute): Sql {
  return type === 'boolean' || type === 'dateTime'
    ? sql`(${expression} IS NOT NULL)`
    : sql`(coalesce(${expression}, '') <> '')`
}

/** Of ICU rather than of the database, which may know no other letters than those of English. */
export const folding: Sql = trusted(' COLLATE names_und')

/** Never null, so that `not` means what it says. */
function compare(expression: Sql, { type, caseExact }: Attribute, by: Comparison, value: Operand): Sql {
  if (type === 'boolean') {
    const same = sql`(coalesce(${expression}, false) = ${value}::boolean)`
    return by === 'eq' ? same : sql`(NOT ${same})`
  }
  if (value === null) throw invalidFilter({ values: { at: by } })
  if (type === 'dateTime') return ordered(expression, by, sql`${new Date(String(value))}::timestamptz`)
  const fold = (text: Sql) => (caseExact ? text : sql`lower(${text}${folding})`)
  const [left, right] = [fold(expression), fold(sql`${String(value)}::text`)]
  switch (by) {
    case 'co':
      return sql`coalesce(strpos(${left}, ${right}) > 0, false)`
    case 'sw':
      return sql`coalesce(starts_with(${left}, ${right}), false)`
    case 'ew':
      return sql`coalesce(right(${left}, length(${right})) = ${right}, false)`
    default:
      return ordered(sql`${left}${bytewise}`, by, sql`${right}${bytewise}`)
  }
}

const bytewise: Sql = trusted(' COLLATE "C"')

function ordered(left: Sql, by: Comparison, right: Sql): Sql {
  if (by === 'ne') return sql`(${left} IS DISTINCT FROM ${right})`
  return sql`coalesce(${left} ${operators[by] ?? operators.eq} ${right}, false)`
}

const operators: Partial<Record<Comparison, Sql>> & { eq: Sql } = {
  eq: trusted('='),
  gt: trusted('>'),
  ge: trusted('>='),
  lt: trusted('<'),
  le: trusted('<='),
}
