import express, { type Request, type RequestHandler, type Response } from 'express'
import type { RunSql } from '../db/database.ts'
import type { AnyOperation } from '../declare/operation.ts'
import type { Surface, SurfaceAnswer } from '../declare/surface.ts'
import { unsupportedMedia } from '../errors.ts'
import type { Log } from '../log.ts'
import type { Caller, Runner } from '../run/runner.ts'
import type { Words } from '../words.ts'
import { admit, hasBody, idempotencyKeyOf, queryFields } from './api.ts'
import { chargeFor, nameRoute, visitOf } from './entry.ts'
import { logFault, toAppError } from './problem.ts'
import type { RouteTable } from './route-table.ts'

/** Routes of the operations that stand on surfaces of their own, and which surfaces those are. */
export function addSurfaceRoutes(
  table: RouteTable,
  operations: Iterable<AnyOperation>,
  runner: Runner,
): Surface[] {
  const surfaces = new Set<Surface>()
  for (const operation of operations) {
    const { surface, method, path, status = 200 } = operation.http ?? {}
    if (!surface || !method || path === undefined) continue
    surfaces.add(surface)
    const answer = answerOn(surface, operation, status, runner)
    if (method === 'get') table.add(method, surface.prefix + path, answer)
    else {
      const readers = [refuseMediaBut(surface), readBody(surface)]
      const entrance = operation.kind === 'command' ? [admit(operation, runner)] : []
      table.add(method, surface.prefix + path, ...entrance, ...readers, answer)
    }
  }
  return [...surfaces]
}

function answerOn(surface: Surface, operation: AnyOperation, status: number, runner: Runner): RequestHandler {
  return async (request, response) => {
    nameRoute(response, operation.name)
    const caller = callerOn(surface, visitOf(request).caller)
    const input = surface.input({
      params: request.params as Record<string, string>,
      query: Object.fromEntries(queryFields(request)),
      // Some programs name a media type and send nothing: that is no body, not an empty one.
      body: request.headers['content-length'] === '0' ? undefined : request.body,
    })
    const ifNoneMatch = request.headers['if-none-match'] ?? null
    if (operation.kind === 'query') {
      chargeFor(operation, request)
      send(
        response,
        surface,
        surface.reply(await runner.ask(operation, input, caller), { status, ifNoneMatch }),
      )
      return
    }
    const ifMatch = request.headers['if-match']
    const { output, replayed } = await runner.callWithReply(operation, input, {
      ...caller,
      idempotencyKey: idempotencyKeyOf(request),
      expectedVersion: ifMatch === undefined ? undefined : (surface.versionsIn(ifMatch) ?? undefined),
    })
    if (replayed) response.setHeader('Idempotency-Replayed', 'true')
    send(response, surface, surface.reply(output, { status, ifNoneMatch: null }))
  }
}

function callerOn({ byToken }: Surface, caller: Caller): Caller {
  const { actor } = caller
  return byToken && actor.kind === 'account' && !actor.token
    ? {
        ...caller,
        actor: { kind: 'visitor', tenantId: actor.tenantId, tenantState: actor.tenantState },
        reload: undefined,
        session: undefined,
      }
    : caller
}

/** Errors as their surface presents them. What was refused to somebody who is known it may keep. */
export function surfaceProblems(log: Log, words: Words, run: RunSql) {
  return async (surface: Surface, error: unknown, request: Request, response: Response): Promise<void> => {
    const known = toAppError(error)
    logFault(log, error, known, request)
    if (response.headersSent) return void response.destroy()
    const { actor, now, locale } = callerOn(surface, visitOf(request).caller)
    if (actor.kind === 'account' && actor.tenantId !== null)
      await surface
        .note?.(run, {
          tenantId: actor.tenantId,
          tokenId: actor.token?.id ?? null,
          operation: String(response.locals.route ?? ''),
          error: known,
          now,
        })
        .catch((fault: unknown) => log.error({ err: fault }, 'a refusal could not be noted'))
    for (const [name, value] of Object.entries(known.headers)) response.setHeader(name, value)
    response.setHeader('Cache-Control', 'no-store')
    send(response, surface, surface.problem(known, words.in(locale())))
  }
}

function send(
  response: Response,
  { mediaTypes }: Surface,
  { status, headers = {}, body }: SurfaceAnswer,
): void {
  response.statusCode = status
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  if (!response.hasHeader('Cache-Control')) response.setHeader('Cache-Control', 'private, no-cache')
  if (body === undefined) return void response.end()
  response.setHeader('Content-Type', `${mediaTypes[0]}; charset=utf-8`)
  response.end(JSON.stringify(body))
}

function refuseMediaBut({ mediaTypes }: Surface): RequestHandler {
  return (request, _response, next) => {
    if (hasBody(request) && !request.is([...mediaTypes])) throw unsupportedMedia()
    next()
  }
}

function readBody({ mediaTypes, bodyLimit }: Surface): RequestHandler {
  return express.json({ limit: bodyLimit, type: [...mediaTypes], strict: false })
}
