import { z } from 'zod'
import { decodeFields } from '../http/forms.ts'
import { isPlainText } from '../run/check-shape.ts'
import type { Asked } from './filters.ts'
import type { List } from './list.ts'

/** What the address of a list says. Links, saved views, files and acts on all that match are made of it. */
export interface Address {
  asked: Asked
  sort: string
  /** Keys of the columns that the reader chose; null where they did not. */
  columns: readonly string[] | null
  view: string | null
  cursor: string | undefined
}

export interface ReadAddress extends Address {
  /** Names that mean nothing here, or say what cannot be. */
  ignored: string[]
}

const schemas = new WeakMap<object, z.ZodType>()

function schemaOf(fields: List['fields']): z.ZodType {
  const schema = schemas.get(fields) ?? z.object(fields)
  schemas.set(fields, schema)
  return schema
}

type Fields = ReadonlyArray<readonly [string, string]>

const own = new Set(['sort', 'columns', 'view', 'cursor'])

/** Takes from an address what it can: old links and mistyped ones still show a list, and say what was left out. */
export function readAddress(list: List, fields: Fields): ReadAddress {
  const filled = fields.filter(([, value]) => value !== '') as Array<[string, string]>
  // `constructor` and the like are names that every object knows.
  const isFilter = (name: string) => Object.hasOwn(list.fields, name)
  const ignored = new Set<string>()
  const decoded = decodeFields(
    filled.filter(([name]) => isFilter(name)),
    schemaOf(list.fields),
  )
  const asked: Record<string, unknown> = {}
  for (const [name, schema] of Object.entries(list.fields)) {
    if (decoded[name] === undefined) continue
    const parsed = schema.safeParse(decoded[name])
    if (parsed.success && isPlainText(parsed.data)) asked[name] = parsed.data
    else ignored.add(name)
  }
  const last = (name: string) => filled.findLast(([each]) => each === name)?.[1]
  const sort = last('sort')
  if (sort !== undefined && !list.sorts.includes(sort)) ignored.add('sort')
  for (const [name] of filled) if (!isFilter(name) && !own.has(name)) ignored.add(name.slice(0, 60))
  const wished = filled.filter(([name]) => name === 'columns').map(([, key]) => key)
  const columns = wished.filter((key) => Object.hasOwn(list.declaration.columns, key))
  if (columns.length < wished.length) ignored.add('columns')
  return {
    asked,
    sort: sort !== undefined && list.sorts.includes(sort) ? sort : list.declaration.sort,
    columns: columns.length > 0 ? columns : null,
    view: last('view') ?? null,
    cursor: last('cursor'),
    ignored: [...ignored],
  }
}

/** The filters and the order as a query string: the same address always reads the same. */
export function writeAddress(list: List, { asked, sort, columns, view, cursor }: Address): string {
  const query = new URLSearchParams()
  for (const name of Object.keys(list.fields))
    for (const value of [asked[name]].flat())
      if (value !== undefined && value !== '') query.append(name, String(value))
  if (sort !== list.declaration.sort) query.set('sort', sort)
  for (const key of columns ?? []) query.append('columns', key)
  if (view !== null) query.set('view', view)
  if (cursor !== undefined) query.set('cursor', cursor)
  return String(query)
}

/** The filters alone. */
export function writeFilters(list: List, { asked }: Pick<Address, 'asked'>): string {
  return writeAddress(list, {
    asked,
    sort: list.declaration.sort,
    columns: null,
    view: null,
    cursor: undefined,
  })
}
