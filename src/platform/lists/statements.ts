import { z } from 'zod'
import type { RunSql } from '../db/database.ts'
import { wordPatterns } from '../db/search-words.ts'
import { empty, join, type Sql, sql, trusted } from '../db/sql.ts'
import { isPlainText } from '../run/check-shape.ts'
import { collate, collationOf } from './collation.ts'
import { type Column, castOf, comparesAsText, isSortKey } from './columns.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'
import {
  type Asked,
  type ChoiceFilter,
  conditionOf,
  conditionOn,
  type Filters,
  type FlagFilter,
} from './filters.ts'

/** What a list reads from: its declaration, with what an installation has added for this reader. */
export interface Source {
  /** Of the list: the place of one is none in another. */
  name: string
  from: Sql
  id: Sql
  columns: Readonly<Record<string, Column>>
  filters: Filters
  /** What is counted by other conditions, and not as far as everywhere. */
  counting?: { filters: Filters; bound: number }
}

/** Who reads, as far as it matters to what is read. */
export interface ReaderOfRows {
  locale: string
  timeZone: string
  visible: Sql
}

/** The key of a column; a minus before it turns the order round. */
export type Sort = string

export type Row = { id: string } & Record<string, unknown>

/** Nobody counts further: "more than 10,000" says enough, and costs the same in every association. */
export const countBound = 10_000

/** As many as are found one by one. */
const mostFound = 2_000

/** The source, with what somebody searches for found already where a filter says how (`finding`). */
export async function narrowed(
  run: RunSql,
  source: Source,
  asked: Asked,
  tenantId: string | null,
): Promise<Source> {
  if (tenantId === null) return source
  let narrow = source
  for (const [key, filter] of Object.entries(source.filters)) {
    if (filter.type !== 'search' || !filter.finding) continue
    const patterns = wordPatterns(String(asked[key] ?? ''))
    if (patterns.length === 0) continue
    const { parts, many, key: found } = filter.finding
    const limited = parts(patterns, tenantId).map(
      (part) => sql`(SELECT id FROM (${part}) AS part LIMIT ${mostFound + 1})`,
    )
    const ids = new Set((await run<{ id: string }>(join(limited, ' UNION ALL '))).map(({ id }) => id))
    const isIn = (keys: Sql): Filters => ({
      ...narrow.filters,
      [key]: { ...filter, condition: sql`${found} ${keys}` },
    })
    if (ids.size <= mostFound) narrow = { ...narrow, filters: isIn(sql`= ANY(${[...ids]}::uuid[])`) }
    // Whoever counts needs no order: the same indexes say which rows to look at, until there are enough.
    else
      narrow = {
        ...narrow,
        filters: {
          ...narrow.filters,
          [key]: { ...filter, condition: many(patterns, tenantId) },
        },
        counting: {
          filters: isIn(sql`= ANY(ARRAY(${join(parts(patterns, tenantId), ' UNION ALL ')}))`),
          bound: mostFound,
        },
      }
  }
  return narrow
}

const sortKey = '_sort'

const selections = new WeakMap<object, Sql>()

/** Selected under their keys in their order, so that a row of the database is the item that is answered. */
function selectionOf({ id, columns }: Source): Sql {
  let selection = selections.get(columns)
  if (!selection) {
    const named = Object.entries(columns).map(([key, column]) => sql`${column.sql} AS ${trusted(`"${key}"`)}`)
    selection = join([sql`${id} AS id`, ...named], ', ')
    selections.set(columns, selection)
  }
  return selection
}

export interface PageAsked {
  sort: Sort
  cursor: string | undefined
  limit: number
  asked: Asked
}

export interface RowPage {
  items: Row[]
  nextCursor: string | null
}

/** A page of rows, or null where the cursor is none of this list and order. */
export async function readPage(
  run: RunSql,
  source: Source,
  reader: ReaderOfRows,
  { sort, cursor, limit, asked }: PageAsked,
): Promise<RowPage | null> {
  const order = orderOf(source, sort, reader.locale)
  const after = cursor === undefined ? empty : afterCursor(source, order, cursor)
  if (after === null) return null
  const rows = await run<Row>(sql`
    SELECT ${selectionOf(source)}${order.key} FROM ${source.from}
    WHERE ${reader.visible}${andAll(conditions(source, reader, asked).map(({ condition }) => condition))}${after}
    ORDER BY ${order.by} LIMIT ${limit + 1}`)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  const nextCursor =
    rows.length > limit && last
      ? encodeCursor([source.name, order.name, last[order.readFrom] ?? null, last.id])
      : null
  if (order.readFrom === sortKey) for (const item of items) delete item[sortKey]
  return { items, nextCursor }
}

/** How many of these rows there are for the reader, and the first of them in an order. */
export async function readFew(
  run: RunSql,
  source: Source,
  reader: ReaderOfRows,
  {
    asked,
    ids,
    sort,
    first,
    most,
  }: { asked: Asked; ids?: readonly string[]; sort: Sort; first: number; most: number },
): Promise<{ count: number; rows: Row[] }> {
  const order = orderOf(source, sort, reader.locale)
  const found = conditions(source, reader, asked).map(({ condition }) => condition)
  if (ids) found.push(sql`${source.id} = ANY(${ids}::uuid[])`)
  const which = sql`FROM ${source.from} WHERE ${reader.visible}${andAll(found)}`
  const [[total], rows] = await Promise.all([
    run<{ count: number }>(
      sql`SELECT count(*)::int AS count FROM (SELECT 1 ${which} LIMIT ${most}) AS matching`,
    ),
    run<Row>(sql`SELECT ${selectionOf(source)} ${which} ORDER BY ${order.by} LIMIT ${first}`),
  ])
  return { count: total?.count ?? 0, rows }
}

/** The ids of all rows that match (of these, where some are named), up to a bound: what an act on all of them acts upon. */
export async function readIds(
  run: RunSql,
  source: Source,
  reader: ReaderOfRows,
  asked: Asked,
  limit: number,
  ids?: readonly string[],
): Promise<string[]> {
  const found = conditions(source, reader, asked).map(({ condition }) => condition)
  if (ids) found.push(sql`${source.id} = ANY(${ids}::uuid[])`)
  const rows = await run<{ id: string }>(sql`
    SELECT ${source.id} AS id FROM ${source.from} WHERE ${reader.visible}${andAll(found)} ORDER BY 1 LIMIT ${limit}`)
  return rows.map(({ id }) => id)
}

export interface Counts {
  total: { count: number; isMore: boolean }
  /** For each filter that is counted, how many rows each of its values would leave; null past the bound. */
  facets: Record<string, Record<string, number> | null>
}

/** How many rows there are, and how many each value of a filter would leave: one statement. */
export async function readCounts(
  run: RunSql,
  source: Source,
  reader: ReaderOfRows,
  asked: Asked,
): Promise<Counts> {
  const { filters, bound: most } = source.counting ?? { filters: source.filters, bound: countBound }
  const counted = Object.entries(filters).flatMap(([key, filter]) =>
    (filter.type === 'choice' || filter.type === 'flag') && filter.counted ? [{ key, filter }] : [],
  )
  const keys = new Set(counted.map(({ key }) => key))
  const all = conditions({ filters }, reader, asked)
  const others = all.filter(({ key }) => !keys.has(key)).map(({ condition }) => condition)
  const bound = most + 1
  // What is counted by value reads the same rows where no value is chosen: they are read once.
  const matching =
    counted.length > 0 && all.length === others.length
      ? sql`base`
      : sql`(SELECT 1 FROM ${source.from} WHERE ${reader.visible}${andAll(all.map(({ condition }) => condition))} LIMIT ${bound}) AS matching`
  const total = sql`SELECT '' AS facet, NULL AS value, count(*)::int AS count FROM ${matching}`
  const statement =
    counted.length === 0
      ? total
      : sql`
    WITH base AS MATERIALIZED (
      SELECT ${join(
        counted.map(({ filter }, index) => sql`${filter.sql} AS ${facetColumn(index)}`),
        ', ',
      )} FROM ${source.from} WHERE ${reader.visible}${andAll(others)} LIMIT ${bound}
    ) ${total}
    UNION ALL SELECT '*', NULL, count(*)::int FROM base
    UNION ALL ${join(
      counted.map((one, index) => facetOf(one, index, counted, asked)),
      ' UNION ALL ',
    )}`
  const rows = await run<{ facet: string; value: string | null; count: number }>(statement)
  const count = rows.find(({ facet }) => facet === '')?.count ?? 0
  const isWhole = (rows.find(({ facet }) => facet === '*')?.count ?? 0) <= most
  return {
    total: { count: Math.min(count, most), isMore: count > most },
    facets: Object.fromEntries(
      counted.map(({ key }) => [
        key,
        isWhole
          ? Object.fromEntries(
              rows.flatMap(({ facet, value, count: many }) =>
                facet === key && value !== null ? [[value, many]] : [],
              ),
            )
          : null,
      ]),
    ),
  }
}

interface Counted {
  key: string
  filter: ChoiceFilter | FlagFilter
}

/** With all filters but its own: what choosing another value would show. */
function facetOf({ key, filter }: Counted, index: number, counted: readonly Counted[], asked: Asked): Sql {
  const found = counted.flatMap((other, position) =>
    other.key === key ? [] : (conditionOn(facetColumn(position), other.key, other.filter, asked) ?? []),
  )
  const value =
    filter.type === 'choice' && filter.many ? sql`unnest(${facetColumn(index)})` : facetColumn(index)
  return sql`(SELECT ${key}, ${value}::text, count(*)::int FROM base WHERE true${andAll(found)} GROUP BY 2 LIMIT 500)`
}

function facetColumn(index: number): Sql {
  return trusted(`facet${index}`)
}

function conditions(
  source: Pick<Source, 'filters'>,
  reader: ReaderOfRows,
  asked: Asked,
): Array<{ key: string; condition: Sql }> {
  return Object.entries(source.filters).flatMap(([key, filter]) => {
    const condition = conditionOf(key, filter, asked, reader.timeZone)
    return condition ? [{ key, condition }] : []
  })
}

function andAll(pieces: readonly Sql[]): Sql {
  return pieces.length === 0 ? empty : sql` AND ${join(pieces, ' AND ')}`
}

interface Order {
  /** What the cursor says of it: another order, or another language, has other places. */
  name: string
  column: Column
  expression: Sql
  isDescending: boolean
  /** The column beside the rows' own that holds the key; none where a row has it anyway. */
  key: Sql
  readFrom: string
  by: Sql
}

function orderOf({ columns, id }: Source, sort: Sort, locale: string): Order {
  const isDescending = sort.startsWith('-')
  const columnKey = isDescending ? sort.slice(1) : sort
  const column = columns[columnKey]
  if (!column?.sortable) throw new Error(`The list does not sort by ${sort}.`)
  const collation = column.type === 'name' ? collationOf(locale) : null
  const plain = column.sortedBy ?? column.sql
  const expression = collation ? sql`${plain}${collate(collation)}` : plain
  const isText = comparesAsText(column) && !column.sortedBy
  return {
    name: collation ? `${sort} ${collation}` : sort,
    column,
    expression,
    isDescending,
    key: isText ? empty : sql`, (${plain})::text AS ${trusted(`"${sortKey}"`)}`,
    readFrom: isText ? columnKey : sortKey,
    // What is missing comes last either way. An index is read in both directions as long as nothing is said of that.
    by: isDescending
      ? sql`${expression} DESC${column.nullable ? trusted(' NULLS LAST') : empty}, ${id} DESC`
      : sql`${expression}, ${id}`,
  }
}

const Place = z.tuple([z.string(), z.string(), z.string().nullable(), z.uuid()])

/** The condition for what comes after the place of a cursor; null where it is no place of this order. */
function afterCursor({ name, id }: Source, order: Order, cursor: string): Sql | null {
  const place = decodeCursor(cursor, Place)
  if (!place || place[0] !== name || place[1] !== order.name || !isPlainText(place)) return null
  const [, , key, lastId] = place
  const { column, expression, isDescending } = order
  const beyond = isDescending ? trusted('<') : trusted('>')
  if (key === null)
    return column.nullable ? sql` AND ${expression} IS NULL AND ${id} ${beyond} ${lastId}::uuid` : null
  if (!isSortKey(column, key)) return null
  const value = sql`${key}::${trusted(castOf(column))}`
  const after = sql`(${expression}, ${id}) ${beyond} (${value}, ${lastId}::uuid)`
  return column.nullable ? sql` AND (${after} OR ${expression} IS NULL)` : sql` AND ${after}`
}
