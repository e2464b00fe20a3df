import { timingSafeEqual } from 'node:crypto'
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  Router,
} from 'express'
import type { Registry } from 'prom-client'
import type { Config } from '../config.ts'
import { notFound } from '../errors.ts'
import { nameRoute } from './entry.ts'
import { toAppError } from './problem.ts'

export interface Readiness {
  /** Null when ready, else what is amiss. */
  check(): Promise<string | null>
}

/** What machines ask that run the portal. They need no session and cost next to nothing. */
export function operationsRoutes(config: Config, metrics: Registry, readiness: Readiness): RequestHandler {
  const router = Router()
  router.get('/health/live', (_request, response) => {
    nameRoute(response, 'health.live')
    response.json({ status: 'live' })
  })
  router.get('/health/ready', async (_request, response) => {
    nameRoute(response, 'health.ready')
    const amiss = await readiness.check()
    response
      .status(amiss ? 503 : 200)
      .json(amiss ? { status: 'not ready', reason: amiss } : { status: 'ready' })
  })
  router.get('/metrics', async (request, response) => {
    nameRoute(response, 'metrics')
    if (!mayReadMetrics(config, request)) throw notFound()
    response.setHeader('Content-Type', metrics.contentType)
    response.end(await metrics.metrics())
  })
  return (request, response, next) => {
    // Looked up rather than tried one by one: every other request passes here, too.
    if (paths.has(request.path)) router(request, response, next)
    else next()
  }
}

/** The same on a port of its own, with nothing beside it. */
export function operationsServer(config: Config, metrics: Registry, readiness: Readiness): Express {
  const app = express()
  app.disable('x-powered-by')
  app.use(operationsRoutes(config, metrics, readiness))
  app.use(() => {
    throw notFound()
  })
  app.use(((error, _request, response, _next) => {
    response.status(toAppError(error).status).end()
  }) satisfies ErrorRequestHandler)
  return app
}

const paths = new Set(['/health/live', '/health/ready', '/metrics'])

function mayReadMetrics({ METRICS_TOKEN }: Config, { headers, socket }: Request): boolean {
  if (!METRICS_TOKEN) {
    // What a proxy on this machine passes on comes from loopback, too.
    const wasPassedOn = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined
    return !wasPassedOn && /^(127\.|::1$|::ffff:127\.)/.test(socket.remoteAddress ?? '')
  }
  const expected = Buffer.from(`Bearer ${METRICS_TOKEN}`)
  const given = Buffer.from(headers.authorization ?? '')
  return given.length === expected.length && timingSafeEqual(given, expected)
}
