import { z } from 'zod'
import type { Endpoint } from '../declare/endpoint.ts'
import type { AnyOperation } from '../declare/operation.ts'
import { isRequirement } from '../policy/permissions.ts'
import { type Scoped, scopeOf, takesTokens } from '../policy/token-scopes.ts'

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
  responses: Record<string, { description: string; content?: Record<string, { schema: JsonSchema }> }>
  security?: Array<Record<string, string[]>>
}

export interface OpenApiDocument {
  openapi: '3.1.0'
  info: { title: string; version: string; description: string }
  servers: Array<{ url: string }>
  tags: Array<{ name: string }>
  paths: Record<string, Record<string, OpenApiOperation>>
  components: { schemas: Record<string, JsonSchema>; securitySchemes: Record<string, JsonSchema> }
}

/** The description of the JSON API, read off the declarations: it cannot say anything that is not so. */
export function openApiDocument(
  operations: Iterable<AnyOperation>,
  endpoints: readonly Endpoint[],
  prefix: string,
  version: string,
): OpenApiDocument {
  const schemas: Record<string, JsonSchema> = { Problem: problemSchema }
  const paths: OpenApiDocument['paths'] = {}
  const tags = new Set<string>()
  const put = (path: string, method: string, described: OpenApiOperation) => {
    paths[templated(path)] = { ...paths[templated(path)], [method]: described }
  }
  for (const operation of operations) {
    if (!operation.http) continue
    const tag = operation.name.split('.')[0] ?? ''
    tags.add(tag)
    const { method, path } = operation.http
    put(path, method, describe(operation, tag, schemas))
  }
  for (const endpoint of endpoints) {
    const tag = endpoint.name.split('.')[0] ?? ''
    tags.add(tag)
    put(endpoint.path, endpoint.method, {
      operationId: endpoint.name,
      summary: endpoint.summary,
      tags: [tag],
      description: whoMay(endpoint.permission),
      ...securityOf({ ...endpoint, kind: endpoint.method === 'get' ? 'query' : 'command' }),
      parameters: [
        ...pathNames(endpoint.path).map((name) => ({
          name,
          in: 'path' as const,
          required: true,
          schema: { type: 'string' },
        })),
        ...(endpoint.input ? queryParameters(endpoint.input, pathNames(endpoint.path)) : []),
      ],
      responses: {
        ...(endpoint.linked
          ? { 303: { description: 'Leads to the file: a link for you alone, which ends in five minutes' } }
          : {}),
        ...(endpoint.linked === 'elsewhere'
          ? {}
          : { 200: { description: 'Done', content: { [endpoint.produces]: { schema: {} } } } }),
        ...problems,
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
      securitySchemes,
    },
  }
}

function describe(
  operation: AnyOperation,
  tag: string,
  schemas: Record<string, JsonSchema>,
): OpenApiOperation {
  const place = operation.http as NonNullable<AnyOperation['http']>
  const input = toJsonSchema(operation.input, 'input', schemas)
  const properties = { ...(input.properties as Record<string, JsonSchema> | undefined) }
  const required = new Set((input.required as string[] | undefined) ?? [])
  const inPath = pathNames(place.path)
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
      schema: properties[name] ?? { type: 'string' },
    })),
    responses: {
      [place.status ?? 200]: {
        description: 'Done',
        content: { 'application/json': { schema: toJsonSchema(operation.output, 'output', schemas) } },
      },
      ...problems,
    },
    ...securityOf(operation),
  }
  if (place.follow)
    described.responses[202] = {
      description: 'Begun: a task does it, which is followed at the address in `Location`',
      content: { 'application/json': { schema: toJsonSchema(operation.output, 'output', schemas) } },
    }
  const rest = Object.entries(properties).filter(([name]) => !inPath.includes(name))
  if (operation.kind === 'query') {
    described.parameters?.push(
      ...rest.map(([name, schema]) => ({ name, in: 'query' as const, required: required.has(name), schema })),
      ...openParameters(input),
    )
    return described
  }
  if (promisesVersion(operation))
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

function queryParameters(input: z.ZodType, inPath: readonly string[]) {
  const json = toJsonSchema(input, 'input')
  const { properties = {}, required = [] } = json as {
    properties?: Record<string, JsonSchema>
    required?: string[]
  }
  return [
    ...Object.entries(properties)
      .filter(([name]) => !inPath.includes(name))
      .map(([name, schema]) => ({ name, in: 'query' as const, required: required.includes(name), schema })),
    ...openParameters(json),
  ]
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
      'what concerns only its owner. Operations that list no token refuse tokens.',
  },
}

/** How one may come in: with a session, and where tokens are taken, with one that was given the scope. */
function securityOf(declared: Scoped): Pick<OpenApiOperation, 'security'> {
  if (declared.permission === 'anyone' || declared.permission === 'system') return {}
  const scope = scopeOf(declared)
  return {
    security: [{ session: [] }, ...(takesTokens(declared) && scope !== null ? [{ token: [scope] }] : [])],
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
    code: { type: 'string', description: 'Stable: programs decide by it.' },
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

const problems = {
  default: {
    description: 'Refused',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  },
}
