import { z } from 'zod'
import type { Sql } from '../db/sql.ts'
import type { Endpoint } from '../declare/endpoint.ts'
import type { Query, QueryContext, WhatWasRead } from '../declare/operation.ts'
import { invalid } from '../errors.ts'
import { decodeFields } from '../http/forms.ts'
import type { Actor } from '../policy/actor.ts'
import type { IconName } from '../presentation/view.ts'
import { mayEnter } from '../run/authorise.ts'
import { checkInput } from '../run/check-shape.ts'
import type { Caller } from '../run/runner.ts'
import { type Column, type Columns, type ItemOf, schemaOf } from './columns.ts'
import { downloadOf } from './download.ts'
import {
  type Asked,
  type Filter,
  type Filters,
  fieldsOf,
  type OfferedOption,
  wordedFieldsOf,
} from './filters.ts'
import { ListShape, openItem, openParameters, openSort, shapeOf } from './shape.ts'
import {
  type Counts,
  narrowed,
  type PageAsked,
  type ReaderOfRows,
  type Row,
  type RowPage,
  readCounts,
  readFew,
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
  /**
   * Tables and their joins. What is true at a time takes the time of the request: never SQL's own. What an association
   * has written takes the reader's language.
   */
  from: Sql | ((now: Date, locale: string) => Sql)
  /** The rows' key: unique, and a UUID. */
  id: Sql
  /** What of it an actor may see, from the room's policy. */
  visible: (actor: Actor, now: Date) => Sql
  columns: Of
  filters: Filters
  /** The order where nobody asks for another: the key of a column that sorts, with a minus for descending. */
  sort: string
  /** Columns and filters that an installation has declared itself. Their keys begin with `field_`. */
  more?: (context: ReadingContext) => Promise<ListParts>
  /** The values of declared columns and filters that an installation names, each with its words: `ward` -> `Ward`. */
  named?: (context: ReadingContext) => Promise<Record<string, Readonly<Record<string, string>>>>
  /** The key of the column that holds the person whom a row is about, where there is one. */
  person?: keyof Of & string
  /** Where the heading of a row leads. */
  href?: (row: ItemOf<Of>) => string
  pageSize?: number
  /** The schema of an item, where it has a name in the API already. */
  item?: z.ZodType
  /** Its rows speak of no person, so that its file asks nobody to confirm who they are. */
  namesNobody?: true
  /** What it takes to write the rows to a file; the list's own permission where nothing is said. */
  exportPermission?: Permission
  /** Whoever reads it stands in the audit for it: once an hour; or each time, where it names what was read by its rows. */
  isWatched?: true | ((rows: ReadonlyArray<ItemOf<Of>>) => WhatWasRead)
  /** The page on which its rows become a file by a task, instead of at once. It is handed what the address says. */
  exportPage?: string
}

/** Columns and filters that are known only when somebody asks. */
export interface ListParts {
  columns: Columns
  filters: Filters
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
  /**
   * What can be read and asked, for programs: goes into the room's operations where an association declares or names a
   * part of it.
   */
  shape: Query<z.ZodType<Record<string, never>, Record<string, never>>, typeof ListShape, undefined>
  /** The rows as a file; goes into the room's endpoints. */
  download: Endpoint
  mayExport(caller: Pick<Caller, 'actor' | 'now'>): boolean
  pageSize: number
  /** The fields of the address that belong to filters, each with its schema. */
  fields: Readonly<Record<string, z.ZodType>>
  sorts: readonly string[]
  /** What the installation adds for this reader; ask it before `with`. */
  more: InnerQuery<Record<string, never>, ListParts>
  /** The same, where the caller is checked already. */
  partsFor(context: ReadingContext): Promise<ListParts>
  /** The same list with what the installation adds. */
  with(parts: ListParts): List<Item>
  /** What the filters for one thing offer this reader; for the page. */
  offers: InnerQuery<{ asked: Asked }, Record<string, OfferedOption[]>>
  /** What `query` answers, where `more` has been asked already. */
  rows: InnerQuery<RowsAsked, ListOutput<Row>>
  /** How many of some rows there are, and the first of them: for who is about to act on them. */
  few: InnerQuery<FewAsked, FewRows>
  /** Many rows at once; for files. */
  lot: InnerQuery<PageAsked, RowPage>
  /** The ids of the rows that match, for acts on all of them. */
  idsOf(context: ReadingContext, asked: Asked, limit: number): Promise<string[]>
}

/** What the list's query is asked, with what the installation adds. */
type RowsAsked = ListInput & { parts: ListParts }

interface FewAsked {
  /** Those that match… */
  asked?: Asked
  /** …or these. */
  ids?: readonly string[]
  first: number
  /** Nobody counts further. */
  most?: number
}

interface FewRows {
  count: number
  rows: Row[]
  /** Those of the ids that there are for the reader, where ids were asked for. */
  ids: string[]
}

/** A part of what the list's query answers, asked by the platform itself: it is checked the same and has no place of its own. */
type InnerQuery<Input, Output> = Query<z.ZodType<Input, Input>, z.ZodType<Output, Output>, undefined>

export type ReadingContext = Pick<QueryContext<never>, 'actor' | 'now' | 'locale' | 'db' | 'text' | 'slots'>

export function declareList<Permission extends string, const Of extends Columns>(
  room: string,
  declaration: ListDeclaration<Permission, Of>,
): List<ItemOf<Of>> {
  return buildList(room, declaration as unknown as ListDeclaration<string, Columns>) as List<ItemOf<Of>>
}

function buildList(room: string, declaration: ListDeclaration<string, Columns>): List {
  const { columns, filters, sort, from, id, pageSize = defaultPageSize } = declaration
  const exportPermission = declaration.exportPermission ?? declaration.permission
  const sorts = sortsOf(columns)
  if (!sorts.includes(sort))
    throw new Error(`${declaration.name} begins with ${sort}, by which it does not sort.`)
  if (declaration.namesNobody && declaration.person)
    throw new Error(`${declaration.name} says that it names nobody, and which column holds the person.`)
  const fields: Record<string, z.ZodType> = Object.assign(
    {},
    ...Object.entries(filters).map(([key, filter]) => wordedFieldsOf(key, filter)),
  )
  const paging = {
    sort: (declaration.more
      ? z.string().max(60).meta(openSort(declaration.path, sorts))
      : z.enum(sorts as [string, ...string[]])
    ).default(sort),
    cursor: z.string().max(4000).optional(),
    limit: z.int().min(1).max(mostRows).default(pageSize),
    counts: z.boolean().default(false),
  }

  /** Rows are read without the words of what is named, unless it is asked for by one of them. */
  const namedChoices = Object.entries(filters).flatMap(([key, filter]) =>
    (filter.type === 'choice' && (filter.open || filter.options.length === 0)) ||
    (filter.type === 'search' && filter.named)
      ? [key]
      : [],
  )
  const saysNamed = Object.values(columns).some((column) => 'said' in column)
  const asksNamed = (asked: Asked) => saysNamed || namedChoices.some((key) => asked[key] !== undefined)

  /** What the installation adds, and what it has named. */
  async function partsFor(context: ReadingContext, withNamed = true): Promise<ListParts> {
    const [more, named] = await Promise.all([
      declaration.more?.(context),
      withNamed ? declaration.named?.(context) : undefined,
    ])
    const parts = namedParts(columns, filters, named ?? {})
    return {
      columns: { ...parts.columns, ...more?.columns },
      filters: { ...parts.filters, ...more?.filters },
    }
  }

  /** What is read, with what the installation adds. */
  async function sourceFor(
    context: ReadingContext,
    asked: Asked,
    withNamed: boolean,
    known?: ListParts,
  ): Promise<Source> {
    const more = known ?? (await partsFor(context, withNamed))
    const source: Source = {
      name: declaration.name,
      from: typeof from === 'function' ? from(context.now, context.locale()) : from,
      id,
      columns: { ...columns, ...more.columns },
      filters: { ...filters, ...more.filters },
    }
    return narrowed(context.db.sql, source, asked, context.actor.tenantId)
  }

  const inner = <Input, Output>(
    part: string,
    run: (context: ReadingContext, input: Input) => Promise<Output>,
    isWatched?: InnerQuery<Input, Output>['isWatched'],
  ): InnerQuery<Input, Output> => ({
    kind: 'query',
    isWatched,
    room,
    name: declaration.name,
    summary: part,
    permission: declaration.permission,
    input: z.any(),
    output: z.any(),
    run,
  })

  type CheckedInput = Required<ListInput> & { cursor?: string }

  async function answer(context: ReadingContext, input: CheckedInput, known?: ListParts) {
    const reader = readerOf(declaration, context)
    const { sort: order, cursor, limit, counts, ...given } = input
    const source = await sourceFor(context, given, counts || asksNamed(given), known)
    const asked = declaration.more ? checkAsked(source, order, given) : given
    refuseUnnamed(source, asked)
    const [page, counted] = await Promise.all([
      readPage(context.db.sql, source, reader, { sort: order, cursor, limit, asked }),
      counts ? readCounts(context.db.sql, source, reader, asked) : undefined,
    ])
    if (!page) throw invalid([{ pointer: '/cursor', code: 'cursor', message: '' }])
    sayNamed(source, page.items)
    return counted ? { ...page, counts: counted } : page
  }

  const { isWatched: watch } = declaration
  const namesRead =
    typeof watch === 'function'
      ? (_input: never, _target: never, { items }: RowPage) => watch(items as never)
      : undefined
  const isWatched = watch === true ? watch : namesRead
  const query = {
    kind: 'query',
    isList: true,
    isWatched,
    room,
    name: declaration.name,
    summary: declaration.summary,
    permission: declaration.permission,
    http: { method: 'get', path: declaration.path },
    input: declaration.more
      ? z
          .object({ ...fields, ...paging })
          .catchall(z.unknown())
          .meta(openParameters(declaration.path))
      : z.strictObject({ ...fields, ...paging }),
    output: z.strictObject({
      items: z.array(declaration.item ?? itemSchema(columns, declaration.more !== undefined)),
      nextCursor: z.string().nullable(),
      counts: countsSchema.optional(),
    }),
    run: (context: ReadingContext, input: CheckedInput) => answer(context, input),
  }
  const shape = {
    kind: 'query',
    room,
    name: `${declaration.name}Columns`,
    summary: `${declaration.summary}: its columns, filters and orders, as they are for you`,
    permission: declaration.permission,
    http: { method: 'get', path: `${declaration.path}/columns` },
    input: z.strictObject({}),
    output: ListShape,
    async run(context: ReadingContext) {
      const source = await sourceFor(context, {}, true)
      return shapeOf(source.columns, source.filters, fieldsOf, sortsOf(source.columns), context.text)
    },
  }
  const rows = inner(
    'rows',
    (context, { parts, ...asked }: RowsAsked) =>
      answer(context, checkInput(query.input, asked) as CheckedInput, parts),
    isWatched,
  )
  const lot = inner(
    'lot',
    async (context, input: PageAsked) => {
      const source = await sourceFor(context, input.asked, asksNamed(input.asked))
      refuseUnnamed(source, input.asked)
      const page = await readPage(context.db.sql, source, readerOf(declaration, context), input)
      if (!page) throw invalid([{ pointer: '/cursor', code: 'cursor', message: '' }])
      sayNamed(source, page.items)
      return page
    },
    namesRead,
  )
  const few = inner('few', async (context, { asked = {}, ids, first, most = ids?.length ?? 1 }: FewAsked) => {
    const source = await sourceFor(context, asked, asksNamed(asked))
    const reader = readerOf(declaration, context)
    const [found, present] = await Promise.all([
      readFew(context.db.sql, source, reader, { asked, ids, sort, first, most }),
      ids ? readIds(context.db.sql, source, reader, asked, ids.length, ids) : [],
    ])
    sayNamed(source, found.rows)
    return { ...found, ids: present }
  })
  const offers = inner('offers', async (context, { asked }: { asked: Asked }) => {
    const offered = Object.entries(filters).flatMap(([key, filter]) =>
      filter.type === 'one'
        ? [filter.offer(context, (asked[key] as string) ?? null).then((options) => [key, options])]
        : [],
    )
    return Object.fromEntries(await Promise.all(offered))
  })
  const more = inner('more', (context, _input: Record<string, never>) => partsFor(context))

  const list: Omit<List, 'download'> = {
    kind: 'list',
    room,
    declaration,
    query: query as unknown as List['query'],
    shape: shape as unknown as List['shape'],
    offers,
    rows,
    lot,
    few,
    more,
    partsFor,
    with(parts) {
      if (Object.keys(parts.columns).length + Object.keys(parts.filters).length === 0) return whole
      return {
        ...whole,
        declaration: {
          ...declaration,
          columns: { ...columns, ...parts.columns },
          filters: { ...filters, ...parts.filters },
        },
        fields: { ...fields, ...fieldsOfAll(parts.filters) },
        sorts: [...sorts, ...sortsOf(parts.columns)],
      }
    },
    mayExport: ({ actor, now }) => mayEnter({ kind: 'query', permission: exportPermission }, actor, now),
    pageSize,
    fields,
    sorts,
    async idsOf(context, asked, limit) {
      const source = await sourceFor(context, asked, false)
      return readIds(context.db.sql, source, readerOf(declaration, context), asked, limit)
    },
  }
  const whole: List = { ...list, download: downloadOf(list, exportPermission) }
  return whole
}

function readerOf(
  { visible }: ListDeclaration<string, Columns>,
  { actor, now, locale }: Pick<ReadingContext, 'actor' | 'now' | 'locale'>,
): ReaderOfRows {
  return {
    locale: locale(),
    timeZone: (actor.kind === 'account' && actor.timeZone) || 'UTC',
    visible: visible(actor, now),
  }
}

function sortsOf(columns: Columns): string[] {
  return Object.entries(columns).flatMap(([key, { sortable }]) => (sortable ? [key, `-${key}`] : []))
}

function fieldsOfAll(filters: Filters): Record<string, z.ZodType> {
  return Object.assign({}, ...Object.entries(filters).map(([key, filter]) => fieldsOf(key, filter)))
}

/** The declared columns and filters whose values the installation has named, with their words. */
function namedParts(
  columns: Columns,
  filters: Filters,
  named: Record<string, Readonly<Record<string, string>>>,
): ListParts {
  const parts = { columns: {} as Record<string, Column>, filters: {} as Record<string, Filter> }
  for (const [key, texts] of Object.entries(named)) {
    const column = columns[key]
    const filter = filters[key]
    if (column) parts.columns[key] = { ...column, texts } as Column
    const kept = filter?.type === 'choice' && filter.open ? filter.options : []
    if (filter) parts.filters[key] = { ...filter, texts, options: [...kept, ...Object.keys(texts)] } as Filter
    for (const [name, each] of Object.entries(filters))
      if (each.type === 'search' && each.named?.as === key) parts.filters[name] = { ...each, texts }
  }
  return parts
}

/** What has no words any more stays as it was written. */
function sayNamed(source: Source, rows: readonly Row[]): void {
  for (const [key, column] of Object.entries(source.columns)) {
    if (!('said' in column)) continue
    const { texts = {} } = column
    for (const row of rows) {
      const value = row[key] as string | null
      if (value !== null && Object.hasOwn(texts, value)) row[key] = texts[value]
    }
  }
}

/** A value that the installation has not named is known to be none only now. */
function refuseUnnamed({ filters }: Source, asked: Asked): void {
  const issues = Object.entries(filters).flatMap(([key, filter]) =>
    filter.type !== 'choice'
      ? []
      : ((asked[key] ?? []) as string[]).flatMap((value, index) =>
          filter.options.includes(value)
            ? []
            : [{ pointer: `/${key}/${index}`, code: 'notOffered', message: '' }],
        ),
  )
  if (issues.length > 0) throw invalid(issues)
}

/** What the installation has declared is known only now, so it is checked only now. */
function checkAsked(source: Source, sort: string, given: Asked): Asked {
  const schema = z.strictObject(fieldsOfAll(source.filters))
  const asked = checkInput(schema, decodeFields(flat(given), schema))
  if (!sortsOf(source.columns).includes(sort))
    throw invalid([{ pointer: '/sort', code: 'notOffered', message: '' }])
  return asked
}

/** As an address would say it: what came from one was not yet taken for numbers and lists. */
function* flat(given: Asked): Iterable<[string, string]> {
  for (const [name, value] of Object.entries(given))
    for (const each of [value].flat()) if (each !== undefined) yield [name, String(each)]
}

/** What an installation adds stands beside, as `field_<key>`. */
function itemSchema(columns: Readonly<Record<string, Column>>, isOpen: boolean): z.ZodType {
  const shapes = Object.entries(columns).map(([key, column]) => [key, schemaOf(column)])
  const item = z.strictObject({ id: z.uuid(), ...Object.fromEntries(shapes) })
  return isOpen ? item.catchall(z.unknown()).meta(openItem) : item
}

const countsSchema = z
  .strictObject({
    total: z.strictObject({ count: z.int(), isMore: z.boolean() }),
    facets: z.record(z.string(), z.record(z.string(), z.int()).nullable()),
  })
  .meta({ id: 'ListCounts' })
