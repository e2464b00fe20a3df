import express, { type Request, type RequestHandler, type Response } from 'express'
import type { Endpoint, EndpointContext } from '../declare/endpoint.ts'
import type { AnyOperation, HttpPlace } from '../declare/operation.ts'
import { invalid, malformed, unsupportedMedia } from '../errors.ts'
import type { Entrance } from '../run/authorise.ts'
import { checkInput } from '../run/check-shape.ts'
import { enterNewest } from '../run/newest-rights.ts'
import type { Caller, Runner } from '../run/runner.ts'
import type { Services } from '../services.ts'
import type { Words } from '../words.ts'
import { chargeFor, nameRoute, visitOf } from './entry.ts'
import { decodeFields, decodeParams } from './forms.ts'
import { linkTo, withoutLink } from './linked-download.ts'
import { readFile } from './posted-form.ts'
import type { RouteTable } from './route-table.ts'
import { sendFile } from './send-file.ts'

export const apiPrefix = '/api/v1'

const bodyLimit = '256kb'

/** The JSON API: one route for each operation that declares a place in it. */
export function addApiRoutes(
  table: RouteTable,
  operations: Iterable<AnyOperation>,
  endpoints: readonly Endpoint[],
  runner: Runner,
  services: Services,
  words: Words,
): void {
  const readJson = express.json({
    limit: bodyLimit,
    type: ['application/json', 'application/*+json'],
    strict: false,
  })
  for (const operation of operations) {
    if (!operation.http || operation.http.surface) continue
    const { method } = operation.http
    const path = apiPrefix + operation.http.path
    if (operation.kind === 'query') table.add(method, path, answerQuery(operation, runner))
    else {
      const readers = operation.http.upload
        ? [readFile(operation.http.upload, services.incoming)]
        : [refuseOtherMedia, readJson]
      table.add(
        method,
        path,
        admit(operation, runner),
        ...readers,
        answerCommand(operation, operation.http, runner),
      )
    }
  }
  for (const endpoint of endpoints) {
    const { method, path } = endpoint
    table.add(method, apiPrefix + path, answerEndpoint(endpoint, runner, services, words))
  }
}

function answerQuery(query: AnyOperation & { kind: 'query' }, runner: Runner): RequestHandler {
  return async (request, response) => {
    nameRoute(response, query.name)
    chargeFor(query, request)
    const { caller } = visitOf(request)
    const fields = [...queryFields(request), ...Object.entries(request.params as Record<string, string>)]
    sendJson(response, 200, await runner.ask(query, decodeFields(fields, query.input), caller))
  }
}

function answerCommand(
  command: AnyOperation & { kind: 'command' },
  place: HttpPlace,
  runner: Runner,
): RequestHandler {
  return async (request, response) => {
    nameRoute(response, command.name)
    const { caller } = visitOf(request)
    const { output, replayed } = await runner.callWithReply(command, mergedInput(request, command), {
      ...caller,
      ...conditions(request),
    })
    if (replayed) response.setHeader('Idempotency-Replayed', 'true')
    const followedAt = place.follow?.(output as never) ?? null
    if (followedAt !== null) response.setHeader('Location', apiPrefix + followedAt)
    sendJson(response, followedAt === null ? (place.status ?? 200) : 202, output)
  }
}

export function answerEndpoint(
  endpoint: Endpoint,
  runner: Runner,
  services: Pick<Services, 'storage' | 'keyedHash'>,
  words: Words,
): RequestHandler {
  return async (request, response) => {
    nameRoute(response, endpoint.name)
    const { caller } = visitOf(request)
    await runner.watch({ name: endpoint.name }, request.params, caller, () =>
      handle(request, response, caller),
    )
  }

  async function handle(request: Request, response: Response, caller: Caller): Promise<void> {
    await enterNewest(endpointEntrance(endpoint), caller)
    chargeFor(endpoint, request)
    const isLinked = endpoint.linked === 'itself'
    const fields = isLinked ? withoutLink(queryFields(request)) : [...queryFields(request)]
    const sent = [...fields, ...Object.entries(request.params as Record<string, string>)]
    const input = endpoint.input && checkInput(endpoint.input, decodeFields(sent, endpoint.input))
    const link = isLinked ? linkTo(services, request, caller) : null
    const context: EndpointContext = {
      caller,
      t: words.in(caller.locale()),
      fields,
      input,
      ask: (query, input) => runner.ask(query, input, caller),
      send: (file) => sendFile(services.storage, file, request, response),
      request,
      response,
    }
    if (link === null) return endpoint.handle(context)
    await endpoint.check?.(context)
    response.setHeader('Cache-Control', 'no-store')
    response.redirect(303, link)
  }
}

/** An endpoint that is asked with GET reads; every other one may write. */
export function endpointEntrance(endpoint: Endpoint): Entrance {
  const { method, permission, stepUp, tokens, linked, whileStopped } = endpoint
  const kind = method === 'get' ? (linked ? 'download' : 'query') : 'command'
  return { kind, permission, stepUp, tokens, whileStopped }
}

/** Whoever may not come in at all need not send a body first. */
export function admit(operation: AnyOperation & { kind: 'command' }, runner: Runner): RequestHandler {
  return async (request, _response, next) => {
    const { caller } = visitOf(request)
    await runner.watch(operation, request.params, caller, () => enterNewest(operation, caller))
    chargeFor(operation, request)
    next()
  }
}

const refuseOtherMedia: RequestHandler = (request, _response, next) => {
  if (hasBody(request) && !request.is(['application/json', 'application/*+json'])) throw unsupportedMedia()
  next()
}

export function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

function mergedInput(request: Request, command: AnyOperation): unknown {
  const body: unknown = request.body === undefined ? {} : request.body
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw invalid([{ pointer: '', code: 'type.object', message: '' }])
  return { ...body, ...decodeParams(request.params as Record<string, string>, command.input) }
}

export function idempotencyKeyOf(request: Request): string | undefined {
  const key = request.headers['idempotency-key']
  if (key !== undefined && (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key))) throw malformed()
  return key
}

function conditions(request: Request): Pick<Caller, 'idempotencyKey' | 'expectedVersion'> {
  const match = request.headers['if-match']
  const version =
    match === undefined || match === '*' ? undefined : Number(/^"(\d{1,9})"$/.exec(match)?.[1] ?? -1)
  return { idempotencyKey: idempotencyKeyOf(request), expectedVersion: version }
}

export function* queryFields(request: Request): Iterable<[string, string]> {
  const start = request.url.indexOf('?')
  if (start !== -1) yield* new URLSearchParams(request.url.slice(start + 1))
}

export function sendJson(response: Response, status: number, body: unknown): void {
  response.statusCode = status
  if (
    typeof body === 'object' &&
    body !== null &&
    typeof (body as { version?: unknown }).version === 'number'
  )
    response.setHeader('ETag', `"${(body as { version: number }).version}"`)
  response.setHeader('Content-Type', 'application/json; charset=utf-8')
  response.setHeader('Cache-Control', 'private, no-cache')
  response.end(body === undefined ? 'null' : JSON.stringify(body))
}
