import { z } from 'zod'

type Json = Record<string, unknown>

const methods = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'])
const types = new Set(['null', 'boolean', 'object', 'array', 'number', 'string', 'integer'])

/** What in an OpenAPI 3.1 document does not hold, as far as it can be seen without a validator of the whole standard. */
export function openApiFaults(document: Json): string[] {
  const faults: string[] = []
  if (!/^3\.1\.\d+$/.test(String(document.openapi))) faults.push(`openapi is ${document.openapi}`)
  const info = (document.info ?? {}) as Json
  if (!info.title || !info.version) faults.push('info lacks title or version')
  const components = (document.components ?? {}) as Record<string, Json>
  const schemes = Object.keys(components.securitySchemes ?? {})
  const tags = ((document.tags ?? []) as Json[]).map(({ name }) => name)
  const ids = new Set<unknown>()
  for (const [path, item] of Object.entries((document.paths ?? {}) as Record<string, Json>)) {
    if (!path.startsWith('/') || /[:?#]/.test(path)) faults.push(`${path} is no path of OpenAPI`)
    for (const [method, described] of Object.entries(item)) {
      const at = `${method} ${path}`
      const operation = described as Json
      if (!methods.has(method)) faults.push(`${at} is no method`)
      if (!operation.operationId || ids.has(operation.operationId))
        faults.push(`${at} has no operationId of its own: ${operation.operationId}`)
      ids.add(operation.operationId)
      for (const tag of (operation.tags ?? []) as unknown[])
        if (!tags.includes(tag)) faults.push(`${at} has the tag ${tag}, which is not listed`)
      for (const requirement of (operation.security ?? []) as Json[])
        for (const name of Object.keys(requirement))
          if (!schemes.includes(name)) faults.push(`${at} asks for ${name}, which is not described`)
      faults.push(...parameterFaults(at, path, (operation.parameters ?? []) as Json[]))
      if (operation.requestBody) {
        if (method === 'get' || method === 'head') faults.push(`${at} has a body`)
        faults.push(...contentFaults(`${at} body`, operation.requestBody as Json, true))
      }
      const responses = Object.entries((operation.responses ?? {}) as Record<string, Json>)
      if (responses.length === 0) faults.push(`${at} has no responses`)
      for (const [status, given] of responses) {
        const response =
          typeof given.$ref === 'string' ? ((resolved(document, given.$ref) ?? {}) as Json) : given
        if (!/^([1-5]\d\d|[1-5]XX|default)$/.test(status)) faults.push(`${at} has the status ${status}`)
        if (typeof response.description !== 'string') faults.push(`${at} ${status} has no description`)
        faults.push(...contentFaults(`${at} ${status}`, response, false))
      }
    }
  }
  for (const { at, schema } of schemasOf(document, '')) faults.push(...schemaFaults(at, schema))
  for (const reference of referencesOf(document))
    if (resolved(document, reference) === undefined) faults.push(`${reference} leads nowhere`)
  for (const { at, schema } of schemasOf(document, '')) {
    const fault = compileFault(schema, components.schemas ?? {})
    if (fault) faults.push(`${at} does not compile: ${fault}`)
  }
  return faults
}

function parameterFaults(at: string, path: string, parameters: readonly Json[]): string[] {
  const faults: string[] = []
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
  const declared = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)
  for (const name of inPath) if (!declared.includes(name)) faults.push(`${at} does not declare {${name}}`)
  for (const name of declared)
    if (!inPath.includes(name as string)) faults.push(`${at} declares ${name}, which the path lacks`)
  const seen = new Set<string>()
  for (const { name, in: place, required, schema, content } of parameters) {
    if (seen.has(`${place} ${name}`)) faults.push(`${at} declares ${name} twice`)
    seen.add(`${place} ${name}`)
    if (!['path', 'query', 'header', 'cookie'].includes(String(place)))
      faults.push(`${at}: ${name} is in ${place}`)
    if (place === 'path' && required !== true) faults.push(`${at}: ${name} is in the path and not required`)
    if (!schema && !content) faults.push(`${at}: ${name} has no schema`)
  }
  return faults
}

function contentFaults(at: string, holder: Json, needed: boolean): string[] {
  const content = Object.entries((holder.content ?? {}) as Record<string, Json>)
  if (content.length === 0) return needed ? [`${at} has no content`] : []
  return content.flatMap(([type, media]) => [
    ...(/^[\w*.+-]+\/[\w*.+-]+$/.test(type) ? [] : [`${at}: ${type} is no media type`]),
    ...(media.schema ? [] : [`${at} ${type} has no schema`]),
  ])
}

/** Every outermost schema of the document. */
function* schemasOf(value: unknown, at: string): Iterable<{ at: string; schema: Json }> {
  if (typeof value !== 'object' || value === null) return
  for (const [key, child] of Object.entries(value)) {
    const place = `${at}/${key}`
    if (key === 'schema') yield { at: place, schema: child as Json }
    else if (at === '/components' && key === 'schemas')
      for (const [name, schema] of Object.entries(child as Record<string, Json>))
        yield { at: `${place}/${name}`, schema }
    else yield* schemasOf(child, place)
  }
}

function schemaFaults(at: string, schema: unknown): string[] {
  if (typeof schema === 'boolean') return []
  if (typeof schema !== 'object' || schema === null) return [`${at} is no schema`]
  const faults: string[] = []
  const {
    type,
    properties,
    required,
    items,
    enum: offered,
    pattern,
    anyOf,
    oneOf,
    allOf,
    additionalProperties,
  } = schema as Json
  for (const each of [type ?? []].flat())
    if (!types.has(String(each))) faults.push(`${at} has the type ${each}`)
  if (offered !== undefined && (!Array.isArray(offered) || offered.length === 0))
    faults.push(`${at} offers nothing`)
  if (pattern !== undefined && !compiles(String(pattern))) faults.push(`${at} has a pattern that is none`)
  if (required !== undefined) {
    const names = Object.keys((properties ?? {}) as Json)
    for (const name of required as string[])
      if (!names.includes(name)) faults.push(`${at} requires ${name}, which it does not describe`)
    if (new Set(required as string[]).size !== (required as string[]).length)
      faults.push(`${at} requires something twice`)
  }
  for (const [low, high] of [
    ['minimum', 'maximum'],
    ['minLength', 'maxLength'],
    ['minItems', 'maxItems'],
  ] as const) {
    const limits = schema as Record<string, number | undefined>
    if ((limits[low] ?? Number.NEGATIVE_INFINITY) > (limits[high] ?? Number.POSITIVE_INFINITY))
      faults.push(`${at} has ${low} above ${high}`)
  }
  for (const [name, child] of Object.entries((properties ?? {}) as Json))
    faults.push(...schemaFaults(`${at}/properties/${name}`, child))
  for (const [name, children] of Object.entries({ anyOf, oneOf, allOf }))
    for (const [index, child] of ((children ?? []) as unknown[]).entries())
      faults.push(...schemaFaults(`${at}/${name}/${index}`, child))
  if (items !== undefined) faults.push(...schemaFaults(`${at}/items`, items))
  if (additionalProperties !== undefined)
    faults.push(...schemaFaults(`${at}/additionalProperties`, additionalProperties))
  return faults
}

function compiles(pattern: string): boolean {
  try {
    new RegExp(pattern, 'u')
    return true
  } catch {
    return false
  }
}

/** By text: the same schema stands in many places, and in every planted document but for one. */
const compileFaults = new Map<string, string | null>()

/** zod reads JSON Schema too: what it cannot read, clients will stumble over. */
function compileFault(schema: Json, shared: Json): string | null {
  const text = JSON.stringify(
    referencesOf(schema).next().done ? schema : { ...schema, $defs: shared },
  ).replaceAll('"#/components/schemas/', '"#/$defs/')
  const known = compileFaults.get(text)
  if (known !== undefined) return known
  const fault = faultInReading(JSON.parse(text))
  compileFaults.set(text, fault)
  return fault
}

function faultInReading(schema: Json): string | null {
  try {
    z.fromJSONSchema(schema)
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function* referencesOf(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return
  for (const [key, child] of Object.entries(value))
    if (key === '$ref' && typeof child === 'string') yield child
    else yield* referencesOf(child)
}

function resolved(document: Json, reference: string): unknown {
  if (!reference.startsWith('#/')) return undefined
  let place: unknown = document
  for (const part of reference.slice(2).split('/'))
    place = (place as Json | undefined)?.[
      decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')
    ]
  return place
}
