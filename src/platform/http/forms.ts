import { z } from 'zod'
import type { FormState } from '../presentation/view.ts'

/** Fields that belong to the form itself, not to what it asks. */
export const keyField = '_key'
export const versionField = '_version'

/** Name of the buttons that ask for a row more or less of a repeated group, and for nothing else. */
export const rowsField = '_rows'

/** What decoding has to know of a schema; worked out once for each. */
interface Shape {
  isList: boolean
  /** All that it may be; none where the schema does not say. */
  types: readonly string[]
  properties: ReadonlyMap<string, Shape>
  items: Shape | null
  /** Properties that are there always, and true or false: boxes to tick. */
  boxes: readonly string[]
  /** It is one of several shapes, and a property says which: by what that holds. */
  oneOf: { told: string; shapes: ReadonlyMap<string, Shape> } | null
}

interface JsonSchema {
  type?: string | string[]
  properties?: Record<string, JsonSchema>
  items?: JsonSchema
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  const?: unknown
  required?: string[]
}

/**
 * The one decoder of what browsers send: `address.city=Oslo` becomes { address: { city: 'Oslo' } }, and texts become
 * the numbers, switches and lists that the schema asks for. What does not fit stays as it was typed, so that the
 * schema can say so and the form can show it again.
 */
export function decodeFields(fields: Iterable<[string, string]>, schema: z.ZodType): Record<string, unknown> {
  const shape = shapeOf(schema)
  const tree: Branch = new Map()
  for (const [name, value] of fields) {
    if (name === keyField || name === versionField) continue
    plant(tree, pathOf(name), value)
  }
  return toRecord(tree, shape)
}

/** The parts of the path that the schema asks for; a page may have others of its own. */
export function decodeParams(params: Record<string, string>, schema: z.ZodType): Record<string, unknown> {
  const known = shapeOf(schema).properties
  const given = Object.entries(params).filter(([name]) => known.has(name))
  const decoded = decodeFields(given, schema)
  // A path ticks no boxes: what it does not hold is left to the body.
  return Object.fromEntries(given.map(([name]) => [name, decoded[name]]))
}

/**
 * What was typed with a row more or less, as a button of a repeated group asked: `add certificates 2`,
 * `remove certificates.0`. Null where none did.
 */
export function withRowsChanged(fields: Array<[string, string]>): Array<[string, string]> | null {
  const wish = fields.find(([name]) => name === rowsField)?.[1]
  if (wish === undefined) return null
  const typed = fields.filter(([name]) => name !== rowsField)
  const added = /^add ([\w.]+) (\d{1,3})$/.exec(wish)
  if (added) return [...typed, [`${added[1]}.${added[2]}.`, '']]
  const removed = /^remove ([\w.]+)\.(\d{1,3})$/.exec(wish)
  if (!removed) return typed
  const beginning = `${removed[1]}.`
  const gone = Number(removed[2])
  return typed.flatMap(([name, value]): Array<[string, string]> => {
    const [row = '', ...rest] = name.startsWith(beginning) ? name.slice(beginning.length).split('.') : []
    if (!/^\d{1,3}$/.test(row) || Number(row) < gone) return [[name, value]]
    return Number(row) === gone ? [] : [[[`${beginning}${Number(row) - 1}`, ...rest].join('.'), value]]
  })
}

function pathOf(name: string): string[] {
  return name.includes('.') ? name.split('.').slice(0, maxDepth) : [name]
}

type Branch = Map<string, Branch | string[]>

const maxDepth = 8

function plant(branch: Branch, [head = '', ...rest]: string[], value: string): void {
  const existing = branch.get(head)
  if (rest.length === 0) {
    if (Array.isArray(existing)) existing.push(value)
    else if (!existing) branch.set(head, [value])
    return
  }
  if (Array.isArray(existing)) return
  const next: Branch = existing ?? new Map()
  branch.set(head, next)
  plant(next, rest, value)
}

function toRecord(branch: Branch, { oneOf, ...whole }: Shape): Record<string, unknown> {
  const told = oneOf && branch.get(oneOf.told)
  const shape = (oneOf && Array.isArray(told) && oneOf.shapes.get(told.at(-1) ?? '')) || whole
  const record: Record<string, unknown> = Object.create(null)
  for (const [name, value] of branch) {
    const wanted = shape.properties.get(name) ?? unknownShape
    const decoded = Array.isArray(value) ? decodeValue(value, wanted) : decodeBranch(value, wanted)
    if (decoded !== undefined) record[name] = decoded
  }
  // A box that is not ticked sends nothing at all.
  for (const name of shape.boxes) if (record[name] === undefined) record[name] = false
  return { ...record }
}

function decodeBranch(branch: Branch, shape: Shape): unknown {
  if (!shape.isList) return toRecord(branch, shape)
  const item = shape.items ?? unknownShape
  const rows = [...branch].sort(([a], [b]) => Number(a) - Number(b))
  return rows.map(([, value]) => (Array.isArray(value) ? decodeValue(value, item) : toRecord(value, item)))
}

function decodeValue(values: string[], { isList, items, types }: Shape): unknown {
  if (isList)
    return values.filter((value) => value !== '').map((value) => decodeValue([value], items ?? unknownShape))
  const value = values.at(-1) ?? ''
  // Where the schema does not say what it is, ticks under one name are all told.
  if (types.length === 0 && values.length > 1) return values
  if (value === '') {
    if (types.includes('null')) return null
    return types.includes('string') || types.length === 0 ? '' : undefined
  }
  if (types.includes('integer') || types.includes('number')) {
    const number = Number(value.trim())
    return Number.isFinite(number) && value.trim() !== '' ? number : value
  }
  if (types.includes('boolean'))
    return value === 'true' || value === 'on' ? true : value === 'false' ? false : value
  return value
}

const shapes = new WeakMap<z.ZodType, Shape>()

function shapeOf(schema: z.ZodType): Shape {
  let shape = shapes.get(schema)
  if (!shape) {
    shape = toShape(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema)
    shapes.set(schema, shape)
  }
  return shape
}

/** A choice may hold another one: what may be left empty, and is a number or nothing otherwise. */
function typesOf({ anyOf, type }: JsonSchema): string[] {
  return anyOf ? anyOf.flatMap(typesOf) : [type ?? []].flat()
}

function toShape(schema: JsonSchema): Shape {
  const properties = Object.entries(schema.properties ?? {})
  return {
    isList: schema.type === 'array',
    types: typesOf(schema),
    properties: new Map(properties.map(([name, property]) => [name, toShape(property)])),
    items: schema.items ? toShape(schema.items) : null,
    boxes: properties
      .filter(([name, { type }]) => type === 'boolean' && schema.required?.includes(name))
      .map(([name]) => name),
    oneOf: toChoice(schema.oneOf ?? []),
  }
}

/** What tells them apart is the property that holds another text in each. */
function toChoice(schemas: JsonSchema[]): Shape['oneOf'] {
  const [first, ...others] = schemas
  const told = Object.entries(first?.properties ?? {}).find(
    ([name, property]) =>
      typeof property.const === 'string' &&
      others.every(({ properties }) => typeof properties?.[name]?.const === 'string'),
  )?.[0]
  if (told === undefined) return null
  return {
    told,
    shapes: new Map(schemas.map((schema) => [String(schema.properties?.[told]?.const), toShape(schema)])),
  }
}

const unknownShape = toShape({})

/** What a form shows again. Secrets are never sent back. */
export function typedValues(fields: Iterable<[string, string]>): FormState['values'] {
  const values: Record<string, unknown> = Object.create(null)
  for (const [name, value] of fields) {
    if (/password|passphrase|secret/i.test(name) || name.startsWith('_')) continue
    const path = pathOf(name)
    let place = values
    for (const part of path.slice(0, -1)) {
      // Never on into a list: behind one lies what all lists and objects share.
      const next = place[part]
      if (typeof next !== 'object' || next === null || Array.isArray(next)) place[part] = Object.create(null)
      place = place[part] as Record<string, unknown>
    }
    const last = path.at(-1) ?? ''
    const before = place[last]
    if (before === undefined) place[last] = value
    else if (Array.isArray(before)) before.push(value)
    else if (typeof before === 'string') place[last] = [before, value]
  }
  return values
}
