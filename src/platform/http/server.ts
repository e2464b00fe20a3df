import express, { type ErrorRequestHandler, type Express, type Request } from 'express'
import type { Registry as MetricsRegistry } from 'prom-client'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import type { RunSql } from '../db/database.ts'
import { stepUpNeeded } from '../errors.ts'
import type { Log } from '../log.ts'
import { type OpenApiDocument, openApiDocument } from '../openapi/document.ts'
import { documentRoute } from '../openapi/document-route.ts'
import { referencePage } from '../openapi/reference-page.ts'
import type { Registry } from '../run/registry.ts'
import type { Runner } from '../run/runner.ts'
import type { Services } from '../services.ts'
import { version } from '../version.ts'
import type { Words } from '../words.ts'
import type { Actors } from './actors.ts'
import { addApiRoutes, apiPrefix } from './api.ts'
import type { Assets } from './assets.ts'
import { brandHandler } from './brand-styles.ts'
import { cookieNames } from './cookies.ts'
import { type EntryParts, receive, recognise } from './entry.ts'
import { createHttpMetrics } from './http-metrics.ts'
import { operationsRoutes, type Readiness } from './operations-routes.ts'
import { addPortalRoutes } from './portal.ts'
import { problemHandler, toAppError } from './problem.ts'
import type { RequestLimits } from './request-limits.ts'
import { inTurn, RouteTable } from './route-table.ts'
import { refuseCrossSite, refuseForeignNames, securityHeaders } from './security.ts'
import { addSurfaceRoutes, surfaceProblems } from './surfaces.ts'
import { trustProxies } from './trusted-proxies.ts'

export interface ServerParts {
  config: Config
  clock: Clock
  log: Log
  words: Words
  assets: Assets
  actors: Actors
  limits: RequestLimits
  registry: Registry
  runner: Runner
  metrics: MetricsRegistry
  readiness: Readiness
  services: Services
  sql: RunSql
}

/** The chain that every request passes once, in this order. */
export function createServer(parts: ServerParts): Express {
  const { config, log, words, assets, registry, runner, metrics, readiness } = parts
  const overTls = config.BASE_URL?.startsWith('https:') ?? false
  const cookies = cookieNames(overTls)
  const entry: EntryParts = {
    ...parts,
    cookies,
    headers: securityHeaders(overTls, {
      // Demo mode shows mails in a frame.
      frames: [
        ...(config.demo ? ["'self'"] : []),
        ...registry.modules.flatMap((module) => module.frames ?? []),
      ],
    }),
    metrics: createHttpMetrics(metrics),
  }
  const pages = registry.modules.flatMap((module) => module.pages ?? [])
  const endpoints = registry.modules.flatMap((module) => module.endpoints ?? [])
  const inApi = endpoints.filter(({ inPortal }) => !inPortal)
  // Described when somebody first asks: most processes never are.
  let described: OpenApiDocument | null = null
  const reference = () => {
    described ??= openApiDocument(registry.operations.values(), inApi, apiPrefix, version, words)
    return described
  }
  const table = new RouteTable()
  table.add('get', '/api/openapi.json', documentRoute(reference))
  addApiRoutes(table, registry.operations.values(), inApi, runner, parts.services, words)
  const surfaces = addSurfaceRoutes(table, registry.operations.values(), runner)
  const drawError = addPortalRoutes(table, {
    pages: [...pages, referencePage(reference, words)],
    keepsViews: registry.keepsViews,
    links: registry.slots.links,
    endpoints: endpoints.filter(({ inPortal }) => inPortal),
    runner,
    services: parts.services,
    config,
    words,
    assets,
    cookies,
    log,
    brandOf: (tenantId, unitId) => parts.actors.brand(tenantId, unitId),
  })

  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('query parser', false)
  app.set('case sensitive routing', true)
  if (config.TRUST_PROXY) trustProxies(app, config.TRUST_PROXY)
  const sayProblem = problemHandler(log, words)
  const sayOnSurface = surfaceProblems(log, words, parts.sql)
  const tellError: ErrorRequestHandler = (error, request, response, next) => {
    const surface = surfaces.find(({ prefix }) => isBelow(request, prefix))
    if (surface) return sayOnSurface(surface, error, request, response)
    const isForProgram = isBelow(request, apiPrefix) && !asksToConfirm(error, request)
    return (isForProgram ? sayProblem : drawError)(error, request, response, next)
  }
  app.use(
    inTurn(
      receive(entry),
      assets.handler,
      brandHandler,
      operationsRoutes(config, metrics, readiness),
      ...(config.localNamesOnly ? [refuseForeignNames] : []),
      refuseCrossSite,
      recognise(entry),
      table.handler,
      tellError,
    ),
  )
  return app
}

/** A person in a browser who pressed the link of a file, and shall first confirm who they are: what they read is a page. */
function asksToConfirm(error: unknown, { method, headers }: Request): boolean {
  return (
    method === 'GET' &&
    headers.accept?.includes('text/html') === true &&
    toAppError(error).code === stepUpNeeded().code
  )
}

function isBelow({ url }: Request, prefix: string): boolean {
  return url.startsWith(prefix) && (url.length === prefix.length || '/?'.includes(url.charAt(prefix.length)))
}
