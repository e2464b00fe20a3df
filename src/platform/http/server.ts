import express, { type Express } from 'express'
import type { Registry as MetricsRegistry } from 'prom-client'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import type { Log } from '../log.ts'
import { openApiDocument } from '../openapi/document.ts'
import { referencePage } from '../openapi/reference-page.ts'
import type { Registry } from '../run/registry.ts'
import type { Runner } from '../run/runner.ts'
import type { Services } from '../services.ts'
import { StartupError } from '../startup-error.ts'
import { version } from '../version.ts'
import type { Words } from '../words.ts'
import type { Actors } from './actors.ts'
import { apiPrefix, apiRouter, sendJson } from './api.ts'
import { type Assets, assetPrefix } from './assets.ts'
import { cookieNames } from './cookies.ts'
import { type EntryParts, nameRoute, receive, recognise } from './entry.ts'
import { createHttpMetrics } from './http-metrics.ts'
import { operationsRoutes, type Readiness } from './operations-routes.ts'
import { createPortal } from './portal.ts'
import { problemHandler } from './problem.ts'
import type { RequestLimits } from './request-limits.ts'
import { refuseCrossSite, refuseForeignNames, securityHeaders } from './security.ts'

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
}

/** The chain that every request passes once, in this order. */
export function createServer(parts: ServerParts): Express {
  const { config, log, words, assets, registry, runner, metrics, readiness } = parts
  const overTls = config.BASE_URL?.startsWith('https:') ?? false
  const cookies = cookieNames(overTls)
  const entry: EntryParts = {
    ...parts,
    cookies,
    headers: securityHeaders(overTls),
    metrics: createHttpMetrics(metrics),
  }
  const pages = registry.modules.flatMap((module) => module.pages ?? [])
  const endpoints = registry.modules.flatMap((module) => module.endpoints ?? [])
  const inApi = endpoints.filter(({ inPortal }) => !inPortal)
  const reference = openApiDocument(registry.operations.values(), inApi, apiPrefix, version)
  const portal = createPortal({
    pages: [...pages, referencePage(reference)],
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
  })

  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('query parser', false)
  app.set('case sensitive routing', true)
  if (config.TRUST_PROXY) trustProxy(app, config.TRUST_PROXY)

  app.use(receive(entry))
  app.use(assetPrefix, assets.handler)
  app.use(operationsRoutes(config, metrics, readiness))
  if (config.localNamesOnly) app.use(refuseForeignNames)
  app.use(refuseCrossSite)
  app.use(recognise(entry))
  app.get('/api/openapi.json', (_request, response) => {
    nameRoute(response, 'openapi')
    sendJson(response, 200, reference)
  })
  app.use(apiPrefix, apiRouter(registry.operations.values(), inApi, runner, parts.services, words))
  app.use(apiPrefix, problemHandler(log, words))
  app.use(portal.handler)
  app.use(portal.errors)
  return app
}

function trustProxy(app: Express, proxies: string): void {
  try {
    app.set('trust proxy', proxies)
  } catch {
    throw new StartupError(
      `TRUST_PROXY takes addresses of proxies, such as loopback or 10.0.0.0/8, not ${proxies}.`,
    )
  }
}
