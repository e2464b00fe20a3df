import { z } from 'zod'
import { patternOf, wordsOf } from '../db/search-words.ts'
import { join, type Sql, sql } from '../db/sql.ts'
import type { QueryContext } from '../declare/operation.ts'
import { startOfDay } from '../presentation/dates.ts'
import { isDay } from './columns.ts'

interface AnyFilter {
  /** Locale key of its words. */
  label?: string
  /** The words themselves instead, where an installation has made the filter. */
  text?: string
  /** Where the condition is to stand, if it is about rows of another table: as `… IN (SELECT … WHERE condition)`. */
  within?: (condition: Sql) => Sql
}

/** What somebody types: each word must be in one of the columns, whatever the case. */
export interface SearchFilter extends AnyFilter {
  type: 'search'
  in: readonly Sql[]
  /** Where there are very many rows: how what they are about is found (see `narrowed` in statements.ts). */
  finding?: Finding
  /** The condition that came of it. */
  condition?: Sql
  /** What is named is found by its words as well as by what stands in the column: the key of the column in `named`. */
  named?: { sql: Sql; as: string }
  /** The words of it by value, once they are known. */
  texts?: Readonly<Record<string, string>>
}

/**
 * The same as `in`, said so that indexes answer it: each table by its own, and none joined to another. What is joined is
 * looked through row by row, however few hold what was typed.
 */
export interface Finding {
  /** What of a row is found: a UUID. */
  key: Sql
  /** What to read, each part selecting keys as `id`; a key may be found twice. */
  parts: (patterns: readonly string[], tenantId: string) => Sql[]
  /** The condition where so many are found that the order finds the first of them sooner: about one table, as far as can be. */
  many: (patterns: readonly string[], tenantId: string) => Sql
}

/** One or several of a few values. With `counted` the page says how many rows each would leave. */
export interface ChoiceFilter extends AnyFilter {
  type: 'choice'
  sql: Sql
  /** None where an installation names them: see `named` of the list. */
  options: readonly string[]
  /** There are others beside these, which an installation has named. */
  open?: true
  /** `<words>.<value>` says each. */
  words?: string
  /** The words themselves by value, where an installation has made the options. */
  texts?: Readonly<Record<string, string>>
  counted?: boolean
  /** The column holds several values, of which one must be among those that were chosen. */
  many?: boolean
}

/** Yes, no, or either of them: what says neither is left out once it is asked. */
export interface FlagFilter extends AnyFilter {
  type: 'flag'
  sql: Sql
  counted?: boolean
}

/** Days, both included: of a date as it is, of an instant as the reader's zone has them. */
export interface DatesFilter extends AnyFilter {
  type: 'dates'
  sql: Sql
  of: 'date' | 'instant'
}

export interface NumbersFilter extends AnyFilter {
  type: 'numbers'
  sql: Sql
}

export interface OfferedOption {
  id: string
  name: string
  /** How deep it stands below the first. */
  level?: number
}

/** One thing by its id (a unit and all below it); the form offers what the reader may choose from. */
export interface OneFilter extends AnyFilter {
  type: 'one'
  matches(id: string): Sql
  /** Whatever is chosen already belongs to it, as far as the reader may see it: else the form would forget it. */
  offer(
    context: Pick<QueryContext<never>, 'db' | 'actor' | 'now' | 'locale'>,
    chosen: string | null,
  ): Promise<OfferedOption[]>
}

export type Filter = SearchFilter | ChoiceFilter | FlagFilter | DatesFilter | NumbersFilter | OneFilter
export type Filters = Readonly<Record<string, Filter>>

/** What was asked, by the name of the field in the address. */
export type Asked = Readonly<Record<string, unknown>>

const day = z
  .string()
  .refine(isDay, { params: { code: 'format.date' } })
  .meta({ format: 'date' })
const someNumber = z.number().min(-1e15).max(1e15)

/** The fields that a filter has in the address bar and in the API. */
export function fieldsOf(key: string, filter: Filter): Record<string, z.ZodType> {
  switch (filter.type) {
    case 'search':
      return { [key]: z.string().trim().max(120).optional() }
    case 'choice':
      return {
        [key]: z
          .array(
            filter.options.length > 0 && !filter.open
              ? z.enum(filter.options as [string, ...string[]])
              : z.string().max(60).meta({
                  description:
                    'One that the association has named; the columns of the list say which there are.',
                }),
          )
          .max(100)
          .optional(),
      }
    case 'flag':
      return { [key]: z.array(z.boolean()).max(10).optional() }
    case 'dates':
      return { [`${key}From`]: day.optional(), [`${key}Until`]: day.optional() }
    case 'numbers':
      return { [`${key}From`]: someNumber.optional(), [`${key}Until`]: someNumber.optional() }
    case 'one':
      return { [key]: z.uuid().optional() }
  }
}

/** What the description of the API says of a field, once it has the words of its label. */
export interface FieldWords {
  label: string | null
  key: string
  type: Filter['type']
  bound: 'From' | 'Until' | null
}

/** The same, each knowing what it is called. */
export function wordedFieldsOf(key: string, filter: Filter): Record<string, z.ZodType> {
  return Object.fromEntries(
    Object.entries(fieldsOf(key, filter)).map(([name, schema]) => {
      const bound = name === `${key}From` ? 'From' : name === `${key}Until` ? 'Until' : null
      const filterWords: FieldWords = { label: filter.label ?? null, key, type: filter.type, bound }
      return [name, schema.meta({ filterWords })]
    }),
  )
}

/** What of the rows a filter lets through, or null where nothing was asked of it. */
export function conditionOf(key: string, filter: Filter, asked: Asked, timeZone: string): Sql | null {
  const condition = plainCondition(key, filter, asked, timeZone)
  return condition && filter.within ? filter.within(condition) : condition
}

function plainCondition(key: string, filter: Filter, asked: Asked, timeZone: string): Sql | null {
  switch (filter.type) {
    case 'search':
      return searchCondition(filter, asked[key] as string | undefined)
    case 'choice':
    case 'flag':
      return conditionOn(filter.sql, key, filter, asked)
    case 'one':
      return asked[key] ? filter.matches(asked[key] as string) : null
    case 'numbers':
      return between(
        asked[`${key}From`] === undefined ? null : sql`${filter.sql} >= ${asked[`${key}From`]}::float8`,
        asked[`${key}Until`] === undefined ? null : sql`${filter.sql} <= ${asked[`${key}Until`]}::float8`,
      )
    case 'dates': {
      const from = asked[`${key}From`] ?? null
      const until = asked[`${key}Until`] ?? null
      if (filter.of === 'date')
        return between(
          from && sql`${filter.sql} >= ${from}::date`,
          until && sql`${filter.sql} <= ${until}::date`,
        )
      // A day begins when it begins where the reader is, and summer time makes some longer than others.
      return between(
        from && sql`${filter.sql} >= ${startOfDay(from as string, timeZone)}`,
        until && sql`${filter.sql} < ${startOfDay(until as string, timeZone, 1)}`,
      )
    }
  }
}

/** The same on another expression: counts look at a column that was selected before. */
export function conditionOn(
  column: Sql,
  key: string,
  filter: ChoiceFilter | FlagFilter,
  asked: Asked,
): Sql | null {
  const chosen = (asked[key] ?? []) as unknown[]
  if (chosen.length === 0) return null
  if (filter.type === 'flag') return sql`${column} = ANY(${chosen}::boolean[])`
  return filter.many ? sql`${column} && ${chosen}::text[]` : sql`${column} = ANY(${chosen}::text[])`
}

function searchCondition(filter: SearchFilter, text = ''): Sql | null {
  const words = wordsOf(text)
  if (words.length === 0) return null
  if (filter.condition) return filter.condition
  return join(
    words.map(
      (word) =>
        sql`(${join(
          [...filter.in.map((column) => sql`${column} ILIKE ${patternOf(word)}`), ...namedLike(filter, word)],
          ' OR ',
        )})`,
    ),
    ' AND ',
  )
}

/** The values whose words hold what was typed. */
function namedLike({ named, texts }: SearchFilter, word: string): Sql[] {
  if (!named || !texts) return []
  const typed = word.toLowerCase()
  const values = Object.keys(texts).filter((value) => texts[value]?.toLowerCase().includes(typed))
  return values.length > 0 ? [sql`${named.sql} = ANY(${values}::text[])`] : []
}

function between(from: unknown, until: unknown): Sql | null {
  const bounds = [from, until].filter((bound) => bound !== null) as Sql[]
  return bounds.length > 0 ? join(bounds, ' AND ') : null
}
