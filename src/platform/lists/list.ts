import { z } from 'zod'
import type { Sql } from '../db/sql.ts'
import type { Endpoint } from '../declare/endpoint.ts'
import type { Query, QueryContext } from '../declare/operation.ts'
import { invalid } from '../errors.ts'
import type { Actor } from '../policy/actor.ts'
import type { IconName } from '../presentation/view.ts'
import { mayEnter } from '../run/authorise.ts'
import type { Caller } from '../run/runner.ts'
import { type Column, type Columns, type ItemOf, schemaOf } from './columns.ts'
import { downloadOf } from './download.ts'
import { type Asked, type Filters, fieldsOf, type OfferedOption } from './filters.ts'
import {
  type Counts,
  type PageAsked,
  type ReaderOfRows,
  type RowPage,
  readCounts,
  readIds,
  readPage,
  type Source,
} from './statements.ts'

export interface ListDeclaration<Permission extends string, Of extends Columns> {
  /** Of the query: `<room>.<verbNoun>`. */
  name: string
  summary: string
  permission: Permission
  /** Where the list is, in the portal and below /api/v1 alike. */
  path: string
  /** Locale keys: its title, and what it says where there is nothing at all. */
  words: { title: string; none: string; noneHelp: string }
  icon: IconName
  /** Tables and their joins. What is true at a time takes the time of the request: never SQL's own. */
  from: Sql | ((now: Date) => Sql)
  /** The rows' key: unique, and a UUID. */
  id: Sql
  /** What of it an actor may see, from the room's policy. */
  visible: (actor: Actor, now: Date) => Sql
  columns: Of
  filters: Filters
  /** The order where nobody asks for another: the key of a column that sorts, with a minus for descending. */
  sort: string
  /** Where the heading of a row leads. */
  href?: (row: ItemOf<Of>) => string
  pageSize?: number
  /** The schema of an item, where it has a name in the API already. */
  item?: z.ZodType
  /** What it takes to write the rows to a file; the list's own permission where nothing is said. */
  exportPermission?: Permission
}

/** Rows of a page in the portal; programs may ask for up to a hundred. */
const defaultPageSize = 20
const mostRows = 100

export interface ListInput {
  sort?: string
  cursor?: string
  limit?: number
  counts?: boolean
  [filter: string]: unknown
}

export interface ListOutput<Item> {
  items: Item[]
  nextCursor: string | null
  /** Where they were asked for. */
  counts?: Counts
}

/** A list: one declaration from which the query, its place in the API, the page, the file and bulk acts follow. */
export interface List<Item = Record<string, unknown>> {
  kind: 'list'
  room: string
  declaration: ListDeclaration<string, Columns>
  /** What can be asked; goes into the room's operations. */
  query: Query<z.ZodType<ListInput, ListInput>, z.ZodType<ListOutput<Item>, ListOutput<Item>>, undefined>
  /** The rows as a file; goes into the room's endpoints. */
  download: Endpoint
  mayExport(caller: Pick<Caller, 'actor' | 'now'>): boolean
  pageSize: number
  /** The fields of the address that belong to filters, each with its schema. */
  fields: Readonly<Record<string, z.ZodType>>
  sorts: readonly string[]
  /** What the filters for one thing offer this reader; for the page. */
  offers: InnerQuery<Record<string, never>, Record<string, OfferedOption[]>>
  /** Many rows at once; for files. */
  lot: InnerQuery<PageAsked, RowPage>
  /** The ids of the rows that match, for acts on all of them. */
  idsOf(context: ReadingContext, asked: Asked, limit: number): Promise<string[]>
}

/** A part of what the list's query answers, asked by the platform itself: it is checked the same and has no place of its own. */
type InnerQuery<Input, Output> = Query<z.ZodType<Input, Input>, z.ZodType<Output, Output>, undefined>

export type ReadingContext = Pick<QueryContext<never>, 'actor' | 'now' | 'locale' | 'db'>

export function declareList<Permission extends string, const Of extends Columns>(
  room: string,
  declaration: ListDeclaration<Permission, Of>,
): List<ItemOf<Of>> {
  const { columns, filters, sort, pageSize = defaultPageSize } = declaration
  const { from, id } = declaration
  const sourceAt = (now: Date): Source => ({
    from: typeof from === 'function' ? from(now) : from,
    id,
    columns,
    filters,
  })
  const sorts = Object.entries(columns).flatMap(([key, column]) => (column.sortable ? [key, `-${key}`] : []))
  if (!sorts.includes(sort))
    throw new Error(`${declaration.name} begins with ${sort}, by which it does not sort.`)
  const fields = Object.assign(
    {},
    ...Object.entries(filters).map(([key, filter]) => fieldsOf(key, filter)),
  ) as Record<string, z.ZodType>
  const readerOf = ({
    actor,
    now,
    locale,
  }: Pick<ReadingContext, 'actor' | 'now' | 'locale'>): ReaderOfRows => ({
    locale: locale(),
    timeZone: (actor.kind === 'account' && actor.timeZone) || 'UTC',
    visible: declaration.visible(actor, now),
  })

  const query = {
    kind: 'query',
    room,
    name: declaration.name,
    summary: declaration.summary,
    permission: declaration.permission,
    http: { method: 'get', path: declaration.path },
    input: z.strictObject({
      ...fields,
      sort: z.enum(sorts as [string, ...string[]]).default(sort),
      cursor: z.string().max(4000).optional(),
      limit: z.int().min(1).max(mostRows).default(pageSize),
      counts: z.boolean().default(false),
    }),
    output: z.strictObject({
      items: z.array(declaration.item ?? itemSchema(columns)),
      nextCursor: z.string().nullable(),
      counts: countsSchema.optional(),
    }),
    async run(context: ReadingContext, input: Required<ListInput> & { cursor?: string }) {
      const reader = readerOf(context)
      const source = sourceAt(context.now)
      const { sort: order, cursor, limit, counts, ...asked } = input
      const [page, counted] = await Promise.all([
        readPage(context.db.sql, source, reader, { sort: order, cursor, limit, asked }),
        counts ? readCounts(context.db.sql, source, reader, asked) : undefined,
      ])
      if (!page) throw invalid([{ pointer: '/cursor', code: 'cursor', message: '' }])
      return counted ? { ...page, counts: counted } : page
    },
  }

  const inner = (part: string, run: (context: ReadingContext, input: never) => Promise<unknown>) => ({
    kind: 'query',
    room,
    name: declaration.name,
    summary: part,
    permission: declaration.permission,
    input: z.any(),
    output: z.any(),
    run,
  })
  const lot = inner('lot', async (context, input: PageAsked) => {
    const page = await readPage(context.db.sql, sourceAt(context.now), readerOf(context), input)
    if (!page) throw invalid([{ pointer: '/cursor', code: 'cursor', message: '' }])
    return page
  })
  const offers = inner('offers', async (context) => {
    const offered = Object.entries(filters).flatMap(([key, filter]) =>
      filter.type === 'one' ? [filter.offer(context).then((options) => [key, options])] : [],
    )
    return Object.fromEntries(await Promise.all(offered))
  })
  const exportPermission = declaration.exportPermission ?? declaration.permission

  const list: Omit<List<ItemOf<Of>>, 'download'> = {
    kind: 'list',
    room,
    declaration: declaration as unknown as ListDeclaration<string, Columns>,
    query: query as unknown as List<ItemOf<Of>>['query'],
    offers: offers as unknown as List['offers'],
    lot: lot as unknown as List['lot'],
    mayExport: ({ actor, now }) => mayEnter({ permission: exportPermission }, actor, now),
    pageSize,
    fields,
    sorts,
    idsOf: (context, asked, limit) =>
      readIds(context.db.sql, sourceAt(context.now), readerOf(context), asked, limit),
  }
  return { ...list, download: downloadOf(list as unknown as Omit<List, 'download'>, exportPermission) }
}

function itemSchema(columns: Readonly<Record<string, Column>>): z.ZodType {
  const shapes = Object.entries(columns).map(([key, column]) => [key, schemaOf(column)])
  return z.strictObject({ id: z.uuid(), ...Object.fromEntries(shapes) })
}

const countsSchema = z
  .strictObject({
    total: z.strictObject({ count: z.int(), isMore: z.boolean() }),
    facets: z.record(z.string(), z.record(z.string(), z.int()).nullable()),
  })
  .meta({ id: 'ListCounts' })
