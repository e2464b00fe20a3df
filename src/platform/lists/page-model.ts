import type { PageContext } from '../declare/page.ts'
import { AppError } from '../errors.ts'
import { formatTime } from '../presentation/dates.ts'
import type {
  BulkModel,
  Chip,
  ColumnModel,
  FilterModel,
  ListModel,
  RowModel,
  ViewsModel,
} from '../presentation/list.ts'
import { formatExactNumber } from '../presentation/numbers.ts'
import type { Translate } from '../presentation/view.ts'
import { mayEnter } from '../run/authorise.ts'
import { type Address, readAddress, writeAddress, writeFilters } from './address.ts'
import type { BulkCommand } from './bulk.ts'
import { cellOf, headOf } from './cells.ts'
import type { Column } from './columns.ts'
import type { Asked, Filter, OfferedOption } from './filters.ts'
import type { List, ListOutput, ListParts } from './list.ts'
import type { SavedViews } from './saved-views.ts'
import type { Row } from './statements.ts'

/** The page of a list for one reader and one address. */
export async function listModel(
  declared: List,
  context: PageContext,
  acts: readonly BulkCommand[] = [],
): Promise<ListModel> {
  const { caller, t, ask } = context
  const parts = await ask(declared.more, {})
  const list = declared.with(parts)
  const views = (await context.views(list.declaration.name)) ?? null
  const address = addressOf(list, context, views)
  const { page, ignored } = await readRows(list, parts, context, address)
  const offers = await ask(list.offers, { asked: address.asked })
  const drawing: Drawing = { list, address, t, locale: caller.locale(), offers, output: page }
  const { declaration } = list
  const filters = filtersOf(drawing)
  const columns = shownColumns(drawing)
  const href = (change: Partial<Address>) => hrefOf(list, { ...address, cursor: undefined, ...change })
  return {
    path: declaration.path,
    title: t(declaration.words.title),
    icon: declaration.icon,
    filters,
    chips: chipsOf(drawing),
    clearHref: href({ asked: {} }),
    kept: [
      ...(address.sort === declaration.sort ? [] : [['sort', address.sort] as [string, string]]),
      ...(address.view === null ? [] : [['view', address.view] as [string, string]]),
    ],
    columns: columns.map(([key, column]) => columnModel(drawing, key, column)),
    choosable: choosableColumns(drawing),
    rows: page.items.map((row) => rowModel(drawing, columns, row)),
    total: page.counts?.total ?? { count: page.items.length, isMore: page.nextCursor !== null },
    firstHref: address.cursor === undefined ? null : href({}),
    nextHref: page.nextCursor === null ? null : href({ cursor: page.nextCursor }),
    exportHref: list.mayExport(caller) ? exportHref(list, address) : null,
    exportsAtOnce: declaration.exportPage === undefined,
    bulk: acts.filter((act) => mayEnter(act, caller.actor, caller.now)).map(bulkModel(t)),
    match: writeFilters(list, address),
    views: views && viewsOf(drawing, views),
    ignored: ignored.map((name) => nameOf(drawing, name)),
    empty: emptyWords(drawing),
  }
}

interface Drawing {
  list: List
  address: Address
  t: Translate
  locale: string
  offers: Record<string, OfferedOption[]>
  output: ListOutput<Row>
}

/** An address that says nothing shows the view that the reader begins with. */
function addressOf(list: List, { queryFields }: PageContext, views: SavedViews | null) {
  const isBare = queryFields.every(([name, value]) => value === '' || name === 'cursor')
  const first = isBare ? views?.items.find(({ isDefault, isMine }) => isDefault && isMine) : undefined
  if (!first) return readAddress(list, queryFields)
  return {
    ...readAddress(list, [...new URLSearchParams(first.query), ...queryFields]),
    view: first.id,
  }
}

async function readRows(
  list: List,
  parts: ListParts,
  { ask }: PageContext,
  address: ReturnType<typeof readAddress>,
) {
  const input = { parts, ...address.asked, sort: address.sort, counts: true, limit: list.pageSize }
  try {
    return {
      page: await ask(list.rows, { ...input, cursor: address.cursor }),
      ignored: address.ignored,
    }
  } catch (error) {
    const isCursor = error instanceof AppError && error.issues?.some(({ pointer }) => pointer === '/cursor')
    if (!isCursor || address.cursor === undefined) throw error
    address.cursor = undefined
    return {
      page: await ask(list.rows, input),
      ignored: [...address.ignored, 'cursor'],
    }
  }
}

function hrefOf(list: List, address: Address): string {
  const query = writeAddress(list, address)
  return query === '' ? list.declaration.path : `${list.declaration.path}?${query}`
}

function exportHref(list: List, address: Address): string {
  const { path, exportPage } = list.declaration
  const query = writeAddress(list, { ...address, columns: null, view: null, cursor: undefined })
  if (exportPage) return `${exportPage}?${new URLSearchParams({ match: query })}`
  // Whoever presses a button opens the file in a spreadsheet.
  return `/api/v1${path}.csv?${query === '' ? '' : `${query}&`}bom=true`
}

function labelOf({ t }: Drawing, key: string, labelled: Column | Filter): string {
  return headOf(key, labelled, t)
}

/** A name from the address in words, where it is one of ours. */
function nameOf(drawing: Drawing, name: string): string {
  const key = name.replace(/(From|Until)$/, '')
  const { filters } = drawing.list.declaration
  const known = [name, key].find((each) => Object.hasOwn(filters, each))
  if (known) return labelOf(drawing, known, filters[known] as Filter)
  return ['sort', 'cursor', 'columns'].includes(name) ? drawing.t(`layout.list.${name}`) : name
}

function filtersOf(drawing: Drawing): FilterModel[] {
  return Object.entries(drawing.list.declaration.filters).map(([key, filter]) =>
    filterModel(drawing, key, filter),
  )
}

function filterModel(drawing: Drawing, key: string, filter: Filter): FilterModel {
  const { address, offers } = drawing
  const named = { name: key, label: labelOf(drawing, key, filter) }
  switch (filter.type) {
    case 'search':
      return { type: 'search', ...named, value: textOf(address.asked[key]) }
    case 'choice':
    case 'flag':
      return { type: 'choices', ...named, options: optionsOf(drawing, key, filter) }
    case 'dates':
    case 'numbers':
      return {
        type: filter.type,
        ...named,
        from: textOf(address.asked[`${key}From`]),
        until: textOf(address.asked[`${key}Until`]),
      }
    case 'one':
      return {
        type: 'one',
        ...named,
        value: textOf(address.asked[key]),
        options: optionsToChoose(drawing, textOf(address.asked[key]), offers[key] ?? []),
      }
  }
}

/** Something chosen that the reader may not see stays chosen: the form must not ask for more than its chips say. */
function optionsToChoose({ t }: Drawing, chosen: string, offered: readonly OfferedOption[]) {
  const unknown = chosen !== '' && !offered.some(({ id }) => id === chosen)
  return [
    ...offered.map(({ id, name, level = 0 }) => ({
      value: id,
      // A list of options knows no indent of its own.
      label: `${'\u2003'.repeat(level)}${name}`,
    })),
    ...(unknown ? [{ value: chosen, label: t('layout.list.unknown') }] : []),
  ]
}

function optionsOf(drawing: Drawing, key: string, filter: Filter & { type: 'choice' | 'flag' }) {
  const { address, output } = drawing
  const facet = filter.counted ? (output.counts?.facets[key] ?? null) : null
  const values = filter.type === 'flag' ? ['true', 'false'] : filter.options
  const chosen = [address.asked[key]].flat().map(String)
  return values.map((value) => ({
    value,
    label: valueLabel(drawing, filter, value),
    chosen: chosen.includes(value),
    count: facet && (facet[value] ?? 0),
  }))
}

function valueLabel({ t }: Drawing, filter: Filter & { type: 'choice' | 'flag' }, value: string): string {
  if (filter.type === 'flag') return t(value === 'true' ? 'layout.list.yes' : 'layout.list.no')
  if (filter.open) return filter.texts?.[value] ?? t(`${filter.words}.${value}`)
  return filter.texts ? (filter.texts[value] ?? value) : t(`${filter.words}.${value}`)
}

function chipsOf(drawing: Drawing): Chip[] {
  const { list, address, offers, t } = drawing
  const without = (change: Asked) =>
    hrefOf(list, { ...address, asked: { ...address.asked, ...change }, cursor: undefined })
  return Object.entries(list.declaration.filters).flatMap(([key, filter]): Chip[] => {
    const label = labelOf(drawing, key, filter)
    const value = address.asked[key]
    switch (filter.type) {
      case 'choice':
      case 'flag': {
        const chosen = (value ?? []) as unknown[]
        return chosen.map((each) => ({
          label,
          value: valueLabel(drawing, filter, String(each)),
          isTyped: filter.type === 'choice' && filter.texts?.[String(each)] !== undefined,
          href: without({ [key]: chosen.filter((other) => other !== each) }),
        }))
      }
      case 'dates':
      case 'numbers': {
        const from = boundText(drawing, address.asked[`${key}From`])
        const until = boundText(drawing, address.asked[`${key}Until`])
        if (from === '' && until === '') return []
        const kind = from === '' ? 'until' : until === '' ? 'from' : 'between'
        return [
          {
            label,
            value: t(`layout.list.${kind}`, { from, until }),
            isTyped: false,
            href: without({ [`${key}From`]: undefined, [`${key}Until`]: undefined }),
          },
        ]
      }
      default: {
        if (value === undefined || value === '') return []
        const words =
          filter.type === 'one'
            ? (offers[key]?.find(({ id }) => id === value)?.name ?? t('layout.list.unknown'))
            : String(value)
        return [{ label, value: words, isTyped: true, href: without({ [key]: undefined }) }]
      }
    }
  })
}

/** A day or a number from the address, as the reader writes them. */
function boundText({ locale }: Drawing, value: unknown): string {
  if (value === undefined) return ''
  if (typeof value === 'number') return formatExactNumber(value, locale)
  return formatTime(String(value), { locale, timeZone: 'UTC' }, 'day')
}

type KeyedColumn = [key: string, column: Column]

function forReaders({ list }: Drawing): KeyedColumn[] {
  return Object.entries(list.declaration.columns).filter(([, { shown }]) => shown !== 'never')
}

function isShown({ address }: Drawing, [key, { shown = 'yes' }]: KeyedColumn): boolean {
  if (shown === 'always') return true
  return address.columns ? address.columns.includes(key) : shown === 'yes'
}

function shownColumns(drawing: Drawing): KeyedColumn[] {
  const all = forReaders(drawing).filter((column) => isShown(drawing, column))
  // What names the row comes first, wherever programs read it.
  return [
    ...all.filter(([, { shown }]) => shown === 'always'),
    ...all.filter(([, { shown }]) => shown !== 'always'),
  ]
}

function choosableColumns(drawing: Drawing): ListModel['choosable'] {
  const all = forReaders(drawing)
  // Only worth a choice where something is hidden at first.
  if (all.every(([, { shown }]) => shown !== 'no')) return []
  return all
    .filter(([, { shown }]) => shown !== 'always')
    .map((column) => ({
      key: column[0],
      label: labelOf(drawing, ...column),
      shown: isShown(drawing, column),
    }))
}

function columnModel(drawing: Drawing, key: string, column: Column): ColumnModel {
  const { list, address } = drawing
  const model: ColumnModel = {
    key,
    label: labelOf(drawing, key, column),
    numeric: ['integer', 'number', 'money'].includes(column.type),
    heading: column.shown === 'always',
  }
  if (!column.sortable) return model
  const order = address.sort === key ? 'ascending' : address.sort === `-${key}` ? 'descending' : undefined
  const sort = order === 'ascending' ? `-${key}` : key
  return { ...model, sort: { href: hrefOf(list, { ...address, sort, cursor: undefined }), order } }
}

function rowModel({ list, t, locale }: Drawing, columns: readonly KeyedColumn[], row: Row): RowModel {
  const { href } = list.declaration
  const cells = columns.map(([key, column]) => {
    const cell = cellOf(column, row[key], row, t, locale)
    return [key, column.shown === 'always' && href ? { ...cell, href: href(row as never) } : cell]
  })
  const [heading] = columns.filter(([, { shown }]) => shown === 'always')
  return { id: row.id, name: textOf(heading && row[heading[0]]), cells: Object.fromEntries(cells) }
}

function bulkModel(t: Translate): (act: BulkCommand) => BulkModel {
  return ({ http, bulk: { words, danger } }) => ({ path: http.path, label: t(words.button), danger })
}

function viewsOf({ list, address, t }: Drawing, { items, mayShare }: SavedViews): ViewsModel {
  const query = writeView(list, address)
  const current = items.find(({ id }) => id === address.view) ?? null
  return {
    tabs: [
      {
        label: t('layout.list.views.all'),
        href: `${list.declaration.path}?view=all`,
        current: current === null,
        shared: false,
      },
      ...items.map(({ id, name, query: saved, isShared }) => ({
        label: name,
        href: hrefOfView(list, saved, id),
        current: id === current?.id,
        shared: isShared,
      })),
    ],
    list: list.declaration.name,
    query,
    mayShare,
    current: current && {
      id: current.id,
      name: current.name,
      isMine: current.isMine,
      isDefault: current.isDefault,
      // Programs keep views as they like; only what they ask for counts.
      isChanged: writeView(list, readAddress(list, [...new URLSearchParams(current.query)])) !== query,
    },
  }
}

function writeView(list: List, address: Address): string {
  return writeAddress(list, { ...address, view: null, cursor: undefined })
}

/** All that was kept, also what the list no longer knows: the page then says that it was left out. */
function hrefOfView(list: List, saved: string, id: string): string {
  const query = new URLSearchParams(saved)
  query.delete('cursor')
  query.set('view', id)
  return `${list.declaration.path}?${query}`
}

function emptyWords({ list, address, t }: Drawing): ListModel['empty'] {
  const { words } = list.declaration
  return Object.values(address.asked).flat().length > 0
    ? { title: t('layout.list.noMatch'), help: t('layout.list.noMatchHelp') }
    : { title: t(words.none), help: t(words.noneHelp) }
}

function textOf(value: unknown): string {
  return value === undefined || value === null ? '' : String(value)
}
