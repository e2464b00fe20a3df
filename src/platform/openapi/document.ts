import { z } from 'zod'
import type { Endpoint } from '../declare/endpoint.ts'
import type { AnyOperation } from '../declare/operation.ts'
import type { FieldWords } from '../lists/filters.ts'
import { isRequirement } from '../policy/permissions.ts'
import { type Scoped, scopesFor, takesTokens } from '../policy/token-scopes.ts'
import { sourceLocale, type Words } from '../words.ts'
import { glossary as known, meaningOfId } from './glossary.ts'
import { allRefusals, type RefusalReply, refusalReplies } from './refusals.ts'

export interface JsonSchema {
  [keyword: string]: unknown
}

export interface OpenApiOperation {
  operationId: string
  summary: string
  tags: string[]
  description: string
  parameters?: Array<{
    name: string
    in: 'path' | 'query' | 'header'
    required: boolean
    schema: JsonSchema
    description?: string
    style?: 'form'
    explode?: true
  }>
  requestBody?: { required: boolean; content: Record<string, { schema: JsonSchema }> }
  responses: Record<
    string,
    { $ref: string } | { description: string; content?: Record<string, { schema: JsonSchema }> }
  >
  security?: Array<Record<string, string[]>>
}

export interface OpenApiDocument {
  openapi: '3.1.0'
  info: { title: string; version: string; description: string }
  servers: Array<{ url: string }>
  tags: Array<{ name: string }>
  paths: Record<string, Record<string, OpenApiOperation>>
  components: {
    schemas: Record<string, JsonSchema>
    responses: Record<string, RefusalReply>
    securitySchemes: Record<string, JsonSchema>
  }
}

/** The description of the JSON API, read off the declarations: it cannot say anything that is not so. */
export function openApiDocument(
  operations: Iterable<AnyOperation>,
  endpoints: readonly Endpoint[],
  prefix: string,
  version: string,
  words: Words,
): OpenApiDocument {
  const say = words.in(sourceLocale)
  const refusals = allRefusals(words.template)
  const schemas: Record<string, JsonSchema> = {
    Problem: problemSchema,
    ErrorCode: {
      type: 'string',
      description: 'Stable: programs decide by it. More may come.',
      enum: refusals.map(({ code }) => code),
      'x-enum-descriptions': refusals.map(({ status, words: said }) => `${status}: ${said}`),
    },
  }
  const refused = refusalReplies(refusals, say)
  const writer: Writer = { schemas, say, refused: refused.of }
  const paths: OpenApiDocument['paths'] = {}
  const tags = new Set<string>()
  const put = (path: string, method: string, described: OpenApiOperation) => {
    paths[templated(path)] = { ...paths[templated(path)], [method]: described }
  }
  for (const operation of operations) {
    // What stands on another surface is described there, in the words of its own protocol.
    if (!operation.http || operation.http.surface) continue
    const tag = operation.name.split('.')[0] ?? ''
    tags.add(tag)
    const { method, path } = operation.http
    put(path, method, describe(operation, tag, writer))
  }
  for (const endpoint of endpoints) {
    const tag = endpoint.name.split('.')[0] ?? ''
    tags.add(tag)
    put(endpoint.path, endpoint.method, {
      operationId: endpoint.name,
      summary: endpoint.summary,
      tags: [tag],
      description: [whoMay(endpoint.permission), endpoint.stepUp && asksForProof].filter(Boolean).join(' '),
      ...securityOf({ ...endpoint, kind: endpoint.method === 'get' ? 'query' : 'command' }),
      parameters: endpointParameters(endpoint, writer),
      responses: {
        ...(endpoint.linked
          ? { 303: { description: 'Leads to the file: a link for you alone, which ends in five minutes' } }
          : {}),
        ...(endpoint.linked === 'elsewhere'
          ? {}
          : { 200: { description: 'The file', content: { [endpoint.produces]: { schema: {} } } } }),
        ...refused.of({
          name: endpoint.name,
          permission: endpoint.permission,
          acts: endpoint.method !== 'get',
          readsBody: endpoint.method !== 'get',
          takesInput: endpoint.input !== undefined,
          findsSomething: pathNames(endpoint.path).length > 0,
          hasVersion: false,
        }),
      },
    })
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Guildhall',
      version,
      description:
        'Everything the portal does, for programs. Errors are application/problem+json with a stable `code`.',
    },
    servers: [{ url: prefix }],
    tags: [...tags].sort().map((name) => ({ name })),
    paths,
    components: {
      schemas,
      responses: refused.shared,
      securitySchemes,
    },
  }
}

/** What every description is written with. */
interface Writer {
  schemas: Record<string, JsonSchema>
  /** The words of a locale key. */
  say(key: string): string
  refused: ReturnType<typeof refusalReplies>['of']
}

function describe(operation: AnyOperation, tag: string, writer: Writer): OpenApiOperation {
  const { schemas } = writer
  const place = operation.http as NonNullable<AnyOperation['http']>
  const input = toJsonSchema(operation.input, 'input', schemas)
  const properties = explained(input.properties, operation.glossary, writer)
  const required = new Set((input.required as string[] | undefined) ?? [])
  const inPath = pathNames(place.path)
  const output = toJsonSchema(operation.output, 'output', schemas)
  const hasVersion = promisesVersion(operation)
  const described: OpenApiOperation = {
    operationId: operation.name,
    summary: operation.summary,
    tags: [tag],
    description: [whoMay(operation.permission), operation.stepUp && asksForProof, onRepeat(operation)]
      .filter(Boolean)
      .join(' '),
    parameters: inPath.map((name) => ({
      name,
      in: 'path',
      required: true,
      ...asParameter(properties[name] ?? { type: 'string' }),
    })),
    responses: {
      [place.status ?? 200]: {
        description: whatComes(output, schemas),
        content: { 'application/json': { schema: output } },
      },
      ...writer.refused({
        name: operation.name,
        permission: operation.permission,
        acts: operation.kind === 'command',
        readsBody: operation.kind === 'command' && place.method !== 'delete',
        takesInput: Object.keys(properties).length > 0,
        findsSomething: operation.target !== undefined || inPath.length > 0,
        hasVersion,
      }),
    },
    ...securityOf(operation),
  }
  if (place.follow)
    described.responses[202] = {
      description: 'Begun: a task does it, which is followed at the address in `Location`',
      content: { 'application/json': { schema: output } },
    }
  const rest = Object.entries(properties).filter(([name]) => !inPath.includes(name))
  if (operation.kind === 'query') {
    described.parameters?.push(
      ...rest.map(([name, schema]) => ({
        name,
        in: 'query' as const,
        required: required.has(name),
        ...asParameter(schema),
      })),
      ...openParameters(input),
    )
    return described
  }
  if (hasVersion)
    described.parameters?.push({
      name: 'If-Match',
      in: 'header',
      required: false,
      schema: { type: 'string' },
      description: 'The ETag of the state that you saw. If it has moved on, the answer is 412.',
    })
  if (operation.idempotent)
    described.parameters?.push({
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      schema: { type: 'string', maxLength: 255 },
      description: operation.secretReply
        ? 'A repeat with the same key does not act again. The reply is shown once, so the repeat is refused.'
        : 'A repeat with the same key acts once and is answered the same.',
    })
  if (place.upload) {
    const content = place.upload.mediaTypes.map((type) => [
      type,
      { schema: { type: 'string', format: 'binary' } },
    ])
    described.requestBody = { required: true, content: Object.fromEntries(content) }
    described.parameters?.push({
      name: 'Content-Disposition',
      in: 'header',
      required: false,
      schema: { type: 'string', maxLength: 1000 },
      description: `What the file is called: attachment; filename*=UTF-8''plan%20A.pdf`,
    })
    return described
  }
  described.requestBody = {
    required: rest.length > 0,
    content: {
      'application/json': {
        schema: {
          type: 'object',
          properties: Object.fromEntries(rest),
          required: rest.map(([name]) => name).filter((name) => required.has(name)),
          additionalProperties: false,
        },
      },
    },
  }
  return described
}

function endpointParameters({ path, input, glossary }: Endpoint, writer: Writer) {
  const inPath = pathNames(path)
  const json = input ? toJsonSchema(input, 'input') : {}
  const required = (json.required as string[] | undefined) ?? []
  const missing = Object.fromEntries(inPath.map((name) => [name, { type: 'string' }]))
  const properties = explained({ ...missing, ...(json.properties as object) }, glossary, writer)
  const names = Object.keys(properties)
  return [
    ...inPath.map((name) => ({
      name,
      in: 'path' as const,
      required: true,
      ...asParameter(properties[name] as JsonSchema),
    })),
    ...names
      .filter((name) => !inPath.includes(name))
      .map((name) => ({
        name,
        in: 'query' as const,
        required: required.includes(name),
        ...asParameter(properties[name] as JsonSchema),
      })),
    ...openParameters(json),
  ]
}

/** A parameter says of itself what its schema would say. */
function asParameter({ description, ...schema }: JsonSchema): { schema: JsonSchema; description?: string } {
  return typeof description === 'string' ? { schema, description } : { schema }
}

/**
 * Properties with what they mean: as they say themselves, as their room says, as a filter's label says, as the name means
 * everywhere, or as what its id is of.
 */
function explained(
  properties: unknown,
  glossary: Readonly<Record<string, string>> = {},
  writer: Pick<Writer, 'say'>,
  prefix = '',
): Record<string, JsonSchema> {
  return Object.fromEntries(
    Object.entries((properties ?? {}) as Record<string, JsonSchema>).map(([name, property]) => {
      const { filterWords, ...schema } = property
      const place = prefix + name
      const own = schema.description as string | undefined
      const description =
        own ??
        (filterWords && filterMeaning(filterWords as FieldWords, writer.say)) ??
        glossary[place] ??
        glossary[name] ??
        known[name] ??
        meaningOfId(name)
      return [name, inside({ ...schema, ...(description ? { description } : {}) }, place)]
    }),
  )

  function inside(schema: JsonSchema, place: string): JsonSchema {
    const { properties: inner, items, anyOf, oneOf } = schema
    return {
      ...schema,
      ...(inner ? { properties: explained(inner, glossary, writer, `${place}.`) } : {}),
      ...(items ? { items: inside(items as JsonSchema, `${place}[]`) } : {}),
      ...(anyOf ? { anyOf: (anyOf as JsonSchema[]).map((each) => inside(each, place)) } : {}),
      ...(oneOf ? { oneOf: (oneOf as JsonSchema[]).map((each) => inside(each, place)) } : {}),
    }
  }
}

function filterMeaning({ label, key, type, bound }: FieldWords, say: Writer['say']): string {
  const words = label === null ? key : say(label)
  switch (type) {
    case 'search':
      return `${words}: each word has to occur, whatever the case.`
    case 'choice':
      return `${words}: several times for any of them.`
    case 'flag':
      return `${words}: \`true\` or \`false\`; left out for either.`
    case 'dates':
      return bound === 'From'
        ? `${words}: this day or later, as days are in your time zone.`
        : `${words}: this day or earlier, as days are in your time zone.`
    case 'numbers':
      return bound === 'From' ? `${words}: this or more.` : `${words}: this or less.`
    case 'one':
      return `${words}: the id of one.`
  }
}

/** What a reply holds, in a sentence. */
function whatComes(output: JsonSchema, schemas: Record<string, JsonSchema>): string {
  if (typeof output.$ref === 'string') {
    const name = output.$ref.split('/').at(-1) ?? ''
    const { description } = schemas[name] ?? {}
    return typeof description === 'string' ? `${name}: ${description}` : `The shape \`${name}\`.`
  }
  if (typeof output.description === 'string') return output.description
  const names = Object.keys((output.properties as object | undefined) ?? {})
  if (names.includes('nextCursor'))
    return 'Those that match, a page at a time under `items`; `nextCursor` leads on, null is the end.'
  if (names.length === 0) return 'Done; there is nothing to say about it.'
  return `Done: ${names.map((name) => `\`${name}\``).join(', ')}.`
}

/**
 * Parameters whose names are known only when somebody asks: told by their pattern. Exploded, an object in an address is
 * its properties, and its own name is never sent.
 */
function openParameters({ patternProperties, description }: JsonSchema) {
  if (!patternProperties) return []
  return [
    {
      name: 'fields',
      in: 'query' as const,
      required: false,
      style: 'form' as const,
      explode: true as const,
      schema: { type: 'object', patternProperties, additionalProperties: false },
      description: String(description),
    },
  ]
}

/** What is edited in versions says so in its reply. */
function promisesVersion({ kind, output, target }: AnyOperation): boolean {
  const { properties } = toJsonSchema(output, 'output') as { properties?: object }
  return kind === 'command' && target !== undefined && Object.hasOwn(properties ?? {}, 'version')
}

export function toJsonSchema(
  schema: z.ZodType,
  io: 'input' | 'output',
  schemas: Record<string, JsonSchema> = {},
): JsonSchema {
  const { $schema, $defs, ...json } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      if (zodSchema._zod.def.type === 'date')
        Object.assign(jsonSchema, { type: 'string', format: 'date-time' })
    },
  }) as JsonSchema
  for (const [name, definition] of Object.entries(($defs as Record<string, JsonSchema> | undefined) ?? {}))
    schemas[name] = moved(definition) as JsonSchema
  return moved(json) as JsonSchema
}

/** Shared shapes live under components in an API description, not under $defs. */
function moved(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll('"#/$defs/', '"#/components/schemas/'))
}

/** A POST that says nothing of it takes a key like any other. */
function onRepeat(operation: AnyOperation): string {
  if (operation.kind === 'query' || operation.http?.method !== 'post') return ''
  if (!operation.idempotent) return 'Takes no `Idempotency-Key`: a repeat is another call.'
  if (!operation.secretReply) return ''
  return 'The reply is shown once: a repeat with the same `Idempotency-Key` answers 409 `request.alreadyDone`.'
}

function whoMay(permission: string): string {
  if (!isRequirement(permission)) return `Needs the permission \`${permission}\` at the unit concerned.`
  return {
    anyone: 'Open to everybody.',
    'signed-in': 'For anyone signed in.',
    person: 'For every person of the association, also while their membership rests.',
    member: 'For every member of the association whose membership does not rest.',
    platform: 'For platform administrators, who have a second factor.',
    system: '',
  }[permission]
}

const asksForProof =
  'Asks to have shown one’s strongest factor a few minutes ago (`POST /step-up`); else 403 `request.stepUpNeeded`.'

const securitySchemes: Record<string, JsonSchema> = {
  session: { type: 'apiKey', in: 'cookie', name: 'session', description: 'A browser that is signed in.' },
  token: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'guildhall_api_…',
    description:
      'An API token, made under Security, API tokens. The scope beside it is what the token must have been given: a ' +
      'permission (at its unit and below, and never more than its owner holds), or `own.read` and `own.write` for ' +
      'what concerns only its owner. What takes people’s data along as a file asks a session to step up, and a token ' +
      'for `files.export` as well. Operations that list no token refuse tokens.',
  },
}

/** How one may come in: with a session, and where tokens are taken, with one that was given the scope. */
function securityOf(declared: Scoped): Pick<OpenApiOperation, 'security'> {
  if (declared.permission === 'anyone' || declared.permission === 'system') return {}
  const scopes = scopesFor(declared)
  return {
    security: [{ session: [] }, ...(takesTokens(declared) && scopes.length > 0 ? [{ token: scopes }] : [])],
  }
}

function templated(path: string): string {
  return path.replaceAll(/:(\w+)/g, '{$1}')
}

function pathNames(path: string): string[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => name as string)
}

const problemSchema: JsonSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'requestId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { $ref: '#/components/schemas/ErrorCode' },
    requestId: { type: 'string' },
    issues: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'message'],
        properties: {
          pointer: { type: 'string', description: 'JSON pointer into the request' },
          code: { type: 'string' },
          message: { type: 'string' },
        },
      },
    },
  },
}
