import { hasNoControls, turnsDirection } from '../../platform/presentation/visible.ts'
import { invalidSyntax, invalidValue } from './errors.ts'
import { type Attribute, coreOf, isWhole, type Kind, named, placeOf } from './schema.ts'

/** A resource as it is kept: canonical names, no empty values; what is of an extension stands under its URN. */
export type Document = Record<string, unknown>

const longestText = 1000
const mostValues = 100
export const mostMembers = 20_000

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Under a name of any case. */
export function memberOf(value: Readonly<Record<string, unknown>>, name: string): unknown {
  const wanted = name.toLowerCase()
  const key = Object.keys(value).find((each) => each.toLowerCase() === wanted)
  return key === undefined ? undefined : value[key]
}

/** Whatever says of itself what it is, does so in `schemas` (RFC 7643, 3). */
export function requireSchema(body: unknown, id: string): asserts body is Record<string, unknown> {
  if (!isObject(body)) throw invalidSyntax()
  const schemas = memberOf(body, 'schemas')
  const isNamed =
    Array.isArray(schemas) &&
    schemas.some((each) => typeof each === 'string' && each.toLowerCase() === id.toLowerCase())
  if (!isNamed) throw invalidValue({ values: { at: 'schemas' } })
}

/**
 * What was sent, as it is kept. What is not offered is left out, and so is what only this service says of a resource
 * (RFC 7644, 3.3).
 */
export function readResource(kind: Kind, body: unknown): Document {
  requireSchema(body, kind.schema.id)
  const document = readAttributes(coreOf(kind), body, '')
  for (const { id, attributes } of kind.extensions) {
    const said = memberOf(body, id)
    if (said === undefined || said === null) continue
    if (!isObject(said)) throw invalidValue({ values: { at: id } })
    const extension = readAttributes(attributes, said, `${id}:`)
    if (Object.keys(extension).length > 0) document[id] = extension
  }
  return document
}

function readAttributes(
  attributes: readonly Attribute[],
  sent: Record<string, unknown>,
  prefix: string,
): Document {
  const document: Document = {}
  for (const [name, value] of Object.entries(sent)) {
    const attribute = named(attributes, name)
    if (!attribute || attribute.mutability === 'readOnly') continue
    const read = readValue(attribute, value, prefix + attribute.name)
    if (read !== undefined) document[attribute.name] = read
  }
  return document
}

/** A value of an attribute; undefined where it says nothing (null, no text, an empty list). */
export function readValue(attribute: Attribute, value: unknown, at = attribute.name): unknown {
  if (!attribute.multiValued) return readSingle(attribute, value, at)
  if (value === null || value === undefined) return undefined
  const values = (Array.isArray(value) ? value : [value])
    .map((each) => readSingle(attribute, each, at))
    .filter((each) => each !== undefined)
  if (values.length > (attribute.name === 'members' ? mostMembers : mostValues))
    throw invalidValue({ values: { at } })
  return values.length === 0 ? undefined : values
}

/** One value of a list, or that of an attribute that has one. */
export function readSingle(attribute: Attribute, value: unknown, at: string): unknown {
  if (value === null || value === undefined || value === '') return undefined
  const { type } = attribute
  if (type === 'complex') return readComplex(attribute, value, at)
  if (type === 'boolean') {
    if (typeof value === 'boolean') return value
    // Entra ID writes its booleans as texts.
    if (typeof value === 'string' && /^(true|false)$/i.test(value)) return value.toLowerCase() === 'true'
    throw invalidValue({ values: { at } })
  }
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string' || text.length > longestText) throw invalidValue({ values: { at } })
  return text.trim() === '' ? undefined : text
}

function readComplex({ subAttributes = [], multiValued }: Attribute, value: unknown, at: string): unknown {
  const hasValue = named(subAttributes, 'value') !== null
  // A value by itself stands for one that has nothing else: so Entra ID sends a manager.
  const sent = isObject(value) ? value : hasValue && typeof value === 'string' ? { value } : null
  if (!sent) throw invalidValue({ values: { at } })
  const read = readAttributes(subAttributes, sent, `${at}.`)
  // A kind of nothing, or a list's value that names none, is no value.
  const says = Object.keys(read).filter((name) => !multiValued || (name !== 'type' && name !== 'primary'))
  return says.length === 0 || (multiValued && hasValue && read.value === undefined) ? undefined : read
}

/** What must hold of a whole resource before it is kept. */
export function requireWhole(kind: Kind, document: Document): void {
  for (const { name, required, multiValued } of coreOf(kind)) {
    const value = document[name]
    if (required && value === undefined) throw invalidValue({ values: { at: name } })
    if (multiValued && Array.isArray(value) && value.filter((each) => each.primary === true).length > 1)
      throw invalidValue({ values: { at: `${name}.primary` } })
  }
  for (const name of ['userName', 'externalId', 'displayName']) {
    const value = document[name]
    if (
      typeof value === 'string' &&
      (!hasNoControls(value) || turnsDirection(value) || value.length > longestName)
    )
      throw invalidValue({ values: { at: name } })
  }
}

/** They stand in indexes. */
const longestName = 255

export interface Selection {
  /** Names of attributes, with commas between them. */
  attributes?: string
  excludedAttributes?: string
}

type Chosen = Map<string, Set<string> | null>

/** By extension and attribute the sub-attributes that a list of names asks for; null for all of them. */
function chosenBy(kind: Kind, names: string): Chosen {
  const chosen: Chosen = new Map()
  for (const name of names.split(',').map((each) => each.trim())) {
    const place = name === '' ? null : placeOf(kind, name)
    if (!place) continue
    if (isWhole(place)) {
      chosen.set(place.extension, null)
      continue
    }
    const key = keyOf(place.extension, place.attribute.name)
    const before = chosen.get(key)
    if (place.sub === null || before === null) chosen.set(key, null)
    else chosen.set(key, new Set([...(before ?? []), place.sub.name]))
  }
  return chosen
}

const keyOf = (extension: string | null, name: string) => (extension === null ? name : `${extension}:${name}`)

/** What somebody asks to see of a resource (RFC 7644, 3.9); some of it is always there. */
export function select(
  kind: Kind,
  document: Document,
  { attributes, excludedAttributes }: Selection,
): Document {
  if (!attributes && !excludedAttributes) return document
  const wanted = attributes ? chosenBy(kind, attributes) : null
  const left = excludedAttributes ? chosenBy(kind, excludedAttributes) : null
  const always = new Set([
    'schemas',
    ...coreOf(kind)
      .filter((each) => each.returned === 'always')
      .map(({ name }) => name),
  ])
  const extensions = new Set(kind.extensions.map(({ id }) => id))
  const pick = (extension: string | null, source: Document): Document =>
    Object.fromEntries(
      Object.entries(source).flatMap(([name, value]) => {
        if (extension === null && always.has(name)) return [[name, value]]
        if (extension === null && extensions.has(name)) {
          if (left?.get(name) === null) return []
          const inner = wanted?.get(name) === null ? (value as Document) : pick(name, value as Document)
          return Object.keys(inner).length > 0 ? [[name, inner]] : []
        }
        const key = keyOf(extension, name)
        const [asked, refused] = [wanted?.get(key), left?.get(key)]
        if ((wanted && asked === undefined) || refused === null) return []
        const kept = part(part(value, asked ?? null, true), refused ?? null, false)
        return kept === undefined ? [] : [[name, kept]]
      }),
    )
  return pick(null, document)
}

/** The sub-attributes of these names, or all others. */
function part(value: unknown, names: ReadonlySet<string> | null, isWanted: boolean): unknown {
  if (names === null) return value
  if (Array.isArray(value)) return value.map((each) => part(each, names, isWanted))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([name]) => names.has(name) === isWanted))
}
