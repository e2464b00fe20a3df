import type { FormState, IconName } from './view.ts'

/** What a list's page shows, worked out from its declaration and the address: plain data for the components. */
export interface ListModel {
  /** Where the list is; its form is sent there. */
  path: string
  title: string
  icon: IconName
  filters: FilterModel[]
  /** What was asked, each with the address without it. */
  chips: Chip[]
  /** The address without any filter. */
  clearHref: string
  /** What the address says besides the filters, so that another search keeps it. */
  kept: Array<[name: string, value: string]>
  columns: ColumnModel[]
  /** Columns that the reader may show or hide; empty where there is nothing to choose. */
  choosable: Array<{ key: string; label: string; shown: boolean }>
  rows: RowModel[]
  total: Total
  firstHref: string | null
  nextHref: string | null
  exportHref: string | null
  /** The link gives the file itself. Else it leads to a page. */
  exportsAtOnce: boolean
  bulk: BulkModel[]
  /** The filters as one text, for acts on all that match. */
  match: string
  views: ViewsModel | null
  /** Names in the address that mean nothing here, or say what cannot be. */
  ignored: string[]
  /** Words for a list without rows: of this association, or for these filters. */
  empty: { title: string; help: string }
}

export interface Total {
  count: number
  /** There are more than were counted. */
  isMore: boolean
}

export interface Chip {
  label: string
  value: string
  /** What somebody typed: no words of ours. */
  isTyped: boolean
  href: string
}

interface NamedFilter {
  name: string
  label: string
  /** What is wrong with what was asked, in words. */
  problem?: string | null
}

export interface SearchModel extends NamedFilter {
  type: 'search'
  value: string
}

export interface ChoicesModel extends NamedFilter {
  type: 'choices'
  options: Array<{ value: string; label: string; chosen: boolean; count: number | null }>
}

export interface RangeModel extends NamedFilter {
  type: 'dates' | 'numbers'
  from: string
  until: string
}

export interface OneModel extends NamedFilter {
  type: 'one'
  value: string
  /** One of them is always chosen: there is no "any". */
  isSure?: boolean
  options: Array<{ value: string; label: string }>
}

export type FilterModel = SearchModel | ChoicesModel | RangeModel | OneModel

export interface ColumnModel {
  key: string
  label: string
  numeric: boolean
  /** Names the row. */
  heading: boolean
  sort?: { href: string; order?: 'ascending' | 'descending' }
}

export interface RowModel {
  id: string
  /** What the row is called, for whoever hears only the box beside it. */
  name: string
  cells: Record<string, Cell>
}

export type Tone = 'neutral' | 'info' | 'progress' | 'success' | 'warning' | 'danger'

export interface Cell {
  type: 'text' | 'code' | 'date' | 'instant' | 'dayOfInstant' | 'status' | 'none'
  text: string
  href?: string
  tone?: Tone
}

export interface BulkModel {
  path: string
  label: string
  danger: boolean
}

export interface ViewsModel {
  tabs: Array<{ label: string; href: string; current: boolean; shared: boolean }>
  /** The list, and what a view of the present address would keep. */
  list: string
  query: string
  current: CurrentView | null
  mayShare: boolean
}

export interface CurrentView {
  id: string
  name: string
  isMine: boolean
  isDefault: boolean
  /** The address says something else than the view does. */
  isChanged: boolean
}

export interface NamedRow {
  id: string
  name: string
  /** What tells it from another one of this name; may be empty. */
  detail: string
}

/** The page between a list and an act on many of its rows. */
export interface BulkPageModel {
  path: string
  back: string
  listTitle: string
  title: string
  lead: string
  button: string
  danger: boolean
  count: number
  /** The first of them. */
  named: NamedRow[]
  /** So many that a task does it. */
  byTask: boolean
  isTooMany: boolean
  most: number
  chosen: string[]
  all: boolean
  match: string
  form: FormState
}
