import { invalidPath, invalidSyntax, invalidValue, noTarget, notMutable } from './errors.ts'
import { type Filter, matches, parseValueFilter, valueFrom } from './filter.ts'
import { type Document, isObject, memberOf, readSingle, readValue, requireSchema } from './resource.ts'
import { type Attribute, isWhole, type Kind, named, placeOf } from './schema.ts'

export const patchSchema = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

const verbs = ['add', 'remove', 'replace'] as const
type Verb = (typeof verbs)[number]

interface Operation {
  op: Verb
  path: string | null
  value: unknown
}

const mostOperations = 1000

/** The operations of a request to change part of a resource (RFC 7644, 3.5.2). Entra ID writes their verbs with a capital. */
export function readOperations(body: unknown): Operation[] {
  requireSchema(body, patchSchema)
  const sent = memberOf(body, 'Operations')
  if (!Array.isArray(sent) || sent.length === 0 || sent.length > mostOperations) throw invalidSyntax()
  return sent.map((each) => {
    if (!isObject(each)) throw invalidSyntax()
    const [op, path] = [memberOf(each, 'op'), memberOf(each, 'path')]
    const verb = verbs.find((known) => typeof op === 'string' && known === op.toLowerCase())
    if (!verb) throw invalidSyntax()
    if (path !== undefined && path !== null && typeof path !== 'string')
      throw invalidPath({ values: { at: 'path' } })
    return { op: verb, path: path || null, value: memberOf(each, 'value') }
  })
}

/** Where a path leads: an attribute, some values of a list, a part of either. */
interface Target {
  extension: string | null
  attribute: Attribute
  filter: Filter<Attribute> | null
  sub: Attribute | null
}

type Path = Target | { extension: string; attribute: null }

/** Null where it names nothing that is offered. */
function parsePath(kind: Kind, text: string): Path | null {
  const bracket = text.indexOf('[')
  if (bracket === -1) {
    const place = placeOf(kind, text)
    if (!place) return null
    return isWhole(place) ? { ...place, attribute: null } : { ...place, filter: null }
  }
  const end = text.lastIndexOf(']')
  const behind = text.slice(end + 1)
  if (end < bracket || (behind !== '' && !/^\.[\w$-]+$/.test(behind)))
    throw invalidPath({ values: { at: shown(text) } })
  const place = placeOf(kind, text.slice(0, bracket))
  if (!place) return null
  if (isWhole(place) || place.sub || !place.attribute.multiValued || !place.attribute.subAttributes)
    throw invalidPath({ values: { at: shown(text) } })
  const sub = behind === '' ? null : named(place.attribute.subAttributes, behind.slice(1))
  if (behind !== '' && !sub) return null
  return { ...place, sub, filter: parseValueFilter(place.attribute, text.slice(bracket + 1, end)) }
}

const shown = (text: string) => text.slice(0, 80)

/** The resource after all operations, one after the other; or an error, and then none of them counts. */
export function applyPatch(kind: Kind, before: Document, operations: readonly Operation[]): Document {
  const document = structuredClone(before)
  for (const operation of operations) applyOne(kind, document, operation)
  return document
}

function applyOne(kind: Kind, document: Document, { op, path, value }: Operation): void {
  if (path !== null) {
    const target = parsePath(kind, path)
    if (!target) throw invalidPath({ values: { at: shown(path) } })
    applyAt(kind, document, op, target, value)
    return
  }
  if (op === 'remove') throw noTarget({ values: { at: 'path' } })
  if (!isObject(value)) throw invalidValue({ values: { at: 'value' } })
  for (const [name, part] of Object.entries(value)) {
    const target = parsePath(kind, name)
    // Whole resources are sent so as well: what is not offered, or only said by this service, is passed over.
    if (!target || target.attribute?.mutability === 'readOnly') continue
    applyAt(kind, document, op, target, part)
  }
}

function applyAt(kind: Kind, document: Document, op: Verb, target: Path, value: unknown): void {
  if (target.attribute === null) {
    applyToExtension(kind, document, op, target.extension, value)
    return
  }
  const { attribute, extension, sub } = target
  if (
    attribute.mutability === 'readOnly' ||
    sub?.mutability === 'readOnly' ||
    (sub?.mutability && target.filter)
  )
    throw notMutable({ values: { at: sub ? `${attribute.name}.${sub.name}` : attribute.name } })
  if (extension !== null) document[extension] ??= {}
  const holder = extension === null ? document : (document[extension] as Document)
  if (attribute.multiValued) applyToList(holder, op, target, value)
  else if (sub) applyToPart(holder, op, attribute, sub, value)
  else applyToSingle(holder, op, attribute, value)
  if (extension !== null && Object.keys(holder).length === 0) delete document[extension]
}

function applyToExtension(kind: Kind, document: Document, op: Verb, id: string, value: unknown): void {
  if (op === 'remove') {
    delete document[id]
    return
  }
  if (!isObject(value)) throw invalidValue({ values: { at: id } })
  for (const [name, part] of Object.entries(value)) {
    const target = parsePath(kind, `${id}:${name}`)
    if (target?.attribute) applyAt(kind, document, op, target, part)
  }
}

function put(holder: Document, name: string, value: unknown): void {
  if (value === undefined) delete holder[name]
  else holder[name] = value
}

function applyToSingle(holder: Document, op: Verb, attribute: Attribute, value: unknown): void {
  const { name, type, required } = attribute
  if (op === 'remove') {
    if (required) throw notMutable({ values: { at: name } })
    delete holder[name]
    return
  }
  const read = readValue(attribute, value)
  // Of an attribute with parts those change that are said (RFC 7644, 3.5.2.1 and 3.5.2.3).
  if (type === 'complex' && read !== undefined && isObject(holder[name]))
    holder[name] = { ...(holder[name] as Document), ...(read as Document) }
  else put(holder, name, read)
}

function applyToPart(holder: Document, op: Verb, { name }: Attribute, sub: Attribute, value: unknown): void {
  const parts = { ...((holder[name] ?? {}) as Document) }
  put(parts, sub.name, op === 'remove' ? undefined : readValue(sub, value, `${name}.${sub.name}`))
  put(holder, name, Object.keys(parts).length > 0 ? parts : undefined)
}

function applyToList(holder: Document, op: Verb, target: Target, value: unknown): void {
  const { attribute } = target
  const values = [...((holder[attribute.name] ?? []) as Document[])]
  const after =
    target.filter || target.sub
      ? changeSome(values, op, target, value)
      : changeAll(values, op, attribute, value)
  put(holder, attribute.name, after.length > 0 ? after : undefined)
}

/** What makes two values of a list the same one: they are not added twice, and one is removed by it. */
function keyOf(value: Document, { name }: Attribute): string {
  return name === 'members' ? String(value.value) : JSON.stringify(Object.entries(value).sort())
}

function changeAll(values: Document[], op: Verb, attribute: Attribute, value: unknown): Document[] {
  if (op === 'remove') {
    // Entra ID names in `value` what is to go; RFC 7644 would have it in the path.
    if (value === undefined || value === null) return []
    const gone = new Set(((readValue(attribute, value) ?? []) as Document[]).map((each) => each.value))
    return values.filter((each) => !gone.has(each.value))
  }
  const read = (readValue(attribute, value) ?? []) as Document[]
  if (op === 'replace') return distinct(read, attribute)
  return distinct([...withoutPrimary(values, read), ...read], attribute)
}

function distinct(values: Document[], attribute: Attribute): Document[] {
  return [...new Map(values.map((each) => [keyOf(each, attribute), each])).values()]
}

/** A value that becomes the primary one takes that from the others (RFC 7644, 3.5.2). */
function withoutPrimary(values: readonly Document[], news: readonly Document[]): Document[] {
  if (!news.some((each) => each.primary === true)) return [...values]
  return values.map((each) => (each.primary === true ? { ...each, primary: false } : each))
}

function changeSome(values: Document[], op: Verb, target: Target, value: unknown): Document[] {
  const { attribute, filter, sub } = target
  const fits = (each: Document) => filter === null || matches(filter, each)
  const chosen = values.filter(fits)
  if (op === 'remove') {
    if (!sub) return values.filter((each) => !fits(each))
    return values.flatMap((each) => {
      if (!fits(each)) return [each]
      const rest = Object.fromEntries(Object.entries(each).filter(([name]) => name !== sub.name))
      const left = readSingle(attribute, rest, attribute.name) as Document | undefined
      return left ? [left] : []
    })
  }
  const changed = (from: Document): Document | undefined => {
    const said = sub
      ? { [sub.name]: readValue(sub, value, `${attribute.name}.${sub.name}`) }
      : requireObject(value, attribute)
    const next = op === 'replace' && !sub ? said : { ...from, ...said }
    return readSingle(attribute, next, attribute.name) as Document | undefined
  }
  if (chosen.length > 0) {
    const news = new Map(chosen.map((each) => [each, changed(each)]))
    const others = withoutPrimary(
      values.map((each) => (news.has(each) ? { primary: false } : each)),
      [...news.values()].filter((each) => each !== undefined),
    )
    return distinct(
      values.flatMap((each, index) => {
        const next = news.has(each) ? news.get(each) : others[index]
        return next ? [next] : []
      }),
      attribute,
    )
  }
  const made = op === 'add' && filter !== null ? valueFrom(filter) : op === 'add' ? {} : null
  if (!made) throw noTarget({ values: { at: attribute.name } })
  const added = changed(made)
  return added ? distinct([...withoutPrimary(values, [added]), added], attribute) : values
}

function requireObject(value: unknown, { name }: Attribute): Document {
  if (!isObject(value)) throw invalidValue({ values: { at: name } })
  return value
}
