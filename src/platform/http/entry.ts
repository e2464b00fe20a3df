import { randomUUID } from 'node:crypto'
import { isIP } from 'node:net'
import type { NextFunction, Request, RequestHandler, Response } from 'express'
import type { Clock } from '../clock.ts'
import type { SessionPort } from '../declare/operation.ts'
import { tokenInvalid } from '../errors.ts'
import type { Log } from '../log.ts'
import type { Actor } from '../policy/actor.ts'
import type { LoadedSession } from '../policy/slots.ts'
import type { BrandLook } from '../presentation/brand.ts'
import { type LimitState, limitHeaders } from '../run/limit-state.ts'
import type { Caller } from '../run/runner.ts'
import type { Words } from '../words.ts'
import type { Actors, Credential } from './actors.ts'
import { type CookieNames, clearCookie, readCookie, setCookie } from './cookies.ts'
import type { HttpMetrics } from './http-metrics.ts'
import type { Allowance, RequestLimits } from './request-limits.ts'

/** What a request carries through the chain. */
export interface Visit {
  caller: Caller
  tenantName: string | null
  /** How its association looks; null for the looks of the installation. */
  brand: BrandLook | null
  /** Address of the page whose form was sent. */
  formAt?: string
  /** What whoever asks may still ask; known before anything else is known of them. */
  allowance?: Allowance
}

/** Kept on the request itself: a weak map with an entry for each request is slow to collect. */
const visitKey = Symbol('visit')
type Visited = Request & { [visitKey]?: Visit }

export function visitOf(request: Request): Visit {
  const visit = (request as Visited)[visitKey]
  if (!visit) throw new Error('The request did not pass the entry.')
  return visit
}

function setVisit(request: Request, visit: Visit): void {
  ;(request as Visited)[visitKey] = visit
}

export interface EntryParts {
  actors: Actors
  clock: Clock
  log: Log
  words: Words
  cookies: CookieNames
  headers: ReadonlyArray<readonly [string, string]>
  metrics: HttpMetrics
  limits: RequestLimits
}

/** The first thing every request meets: when it came, its id, the headers of every answer, the log line at its end. */
export function receive({ clock, log, headers, metrics, words }: EntryParts): RequestHandler {
  return (request, response, next) => {
    const began = performance.now()
    const id = randomUUID()
    const actor: Actor = { kind: 'visitor', tenantId: null }
    setVisit(request, {
      tenantName: null,
      brand: null,
      caller: {
        actor,
        now: clock.now(),
        request: { id, ipAddress: null, userAgent: null },
        log,
        locale: () => localeOf(request, actor, words),
      },
    })
    for (const [name, value] of headers) response.setHeader(name, value)
    response.setHeader('X-Request-Id', id)
    response.on('close', () => {
      const milliseconds = performance.now() - began
      const route = routeOf(response)
      metrics.observe(request.method, route, response.statusCode, milliseconds)
      log.info(
        {
          requestId: id,
          method: request.method,
          route,
          status: response.statusCode,
          milliseconds: Math.round(milliseconds * 10) / 10,
        },
        'request',
      )
    })
    next()
  }
}

/** Names what answered, for log and metrics: never the path itself, which may hold ids and tokens. */
export function nameRoute(response: Response, name: string): void {
  response.locals.route = name
}

function routeOf(response: Response): string {
  return typeof response.locals.route === 'string' ? response.locals.route : 'unknown'
}

/** What a proxy passes on is believed only as far as it is an address. */
function addressOf({ ip, socket }: Request): string | null {
  return ip && isIP(ip) ? ip : (socket.remoteAddress ?? null)
}

/** Takes what a declaration costs beyond the one that every request has paid on its way in. */
export function chargeFor({ cost }: { cost?: number }, request: Request): void {
  if (cost !== undefined && cost > 1) visitOf(request).allowance?.charge(cost - 1)
}

function showLimit(response: Response, headers: ReturnType<typeof limitHeaders>): void {
  response.setHeader('RateLimit-Policy', headers['RateLimit-Policy'])
  response.setHeader('RateLimit', headers.RateLimit)
}

/** Who is asking: tenant by host, session by cookie, rights by grants. */
export function recognise(parts: EntryParts): RequestHandler {
  const { actors, log, words, cookies, limits } = parts
  return async (request: Request, response: Response, next: NextFunction) => {
    const {
      now,
      request: { id },
    } = visitOf(request).caller
    // A program says who it is in a header; then what its cookies say counts for nothing, and none is set.
    const bearer = readBearer(request)
    const token = bearer ?? readCookie(request, cookies.session)
    const given: Credential | null =
      token !== null ? { via: bearer === null ? 'cookie' : 'bearer', token } : null
    const ipAddress = addressOf(request)
    const host = request.hostname ?? ''
    // What is refused before anybody is known, or while the database is away, still looks like the association's own.
    Object.assign(visitOf(request), actors.shownAt(host))
    // Before the database is asked anything at all.
    const allowance = limits.enter(request.method, token, ipAddress, now.getTime())
    showLimit(response, allowance.headers())
    const chosen = bearer === null ? readChosenTenant(request, cookies) : null
    const ofHost = await actors.tenant(host)
    const tenant = ofHost ?? (chosen ? await actors.chosenTenant(chosen) : null)
    const tenantId = tenant?.id ?? null
    const brought = given && (await actors.session(given, tenantId))
    const own =
      brought === null && bearer === null ? await takeUpOwn(request, response, tenantId, parts) : null
    const credential = own?.credential ?? given
    const session = own?.session ?? brought
    const visitor: Actor = { kind: 'visitor', tenantId, tenantState: tenant?.state }
    const actor: Actor = session?.actor ?? visitor
    if (token !== null && session) limits.remember(token, session.actor.token?.id ?? session.actor.accountId)
    if (token !== null && !session) {
      limits.forget(token)
      if (bearer !== null) throw refusedToken()
      clearCookie(response, cookies, cookies.session)
    }
    const shownTenantId = actor.tenantId ?? tenantId
    const tenantName = session?.tenantName ?? tenant?.name ?? null
    const brand = shownTenantId ? await actors.brand(shownTenantId) : null
    if (tenantName !== null && ofHost && shownTenantId === ofHost.id)
      actors.noteShown(host, { tenantName, brand })
    setVisit(request, {
      tenantName,
      brand,
      allowance,
      caller: {
        actor,
        now,
        request: {
          id,
          ipAddress,
          userAgent: request.headers['user-agent']?.slice(0, 300) ?? null,
          origin: originOf(request, cookies),
          flow: bearer === null ? readCookie(request, cookies.flow) : null,
          device: bearer === null ? readCookie(request, cookies.device) : null,
        },
        log,
        locale: () => localeOf(request, actor, words),
        tellLimit: (state: LimitState) => showLimit(response, limitHeaders(state)),
        session:
          bearer === null
            ? sessionPort(
                response,
                cookies,
                { token, own: readCookie(request, cookies.own) },
                () => credential && actors.drop(credential, tenantId),
              )
            : undefined,
        async reload() {
          if (!credential) return visitor
          const newest =
            (await actors.reloadTenant(host)) ?? (chosen ? await actors.chosenTenant(chosen) : null)
          const again = await actors.reload(credential, newest?.id ?? null)
          if (!again && bearer !== null) throw refusedToken()
          return again?.actor ?? visitor
        },
      },
    })
    next()
  }
}

/**
 * Whoever used the portal as somebody else until a moment ago is themselves again. Only where nothing is changed: what was
 * sent for somebody else shall never be done as oneself.
 */
async function takeUpOwn(
  request: Request,
  response: Response,
  tenantId: string | null,
  { actors, cookies }: Pick<EntryParts, 'actors' | 'cookies'>,
): Promise<{ credential: Credential; session: LoadedSession } | null> {
  const token = readCookie(request, cookies.own)
  if (token === null || (request.method !== 'GET' && request.method !== 'HEAD')) return null
  const credential: Credential = { via: 'cookie', token }
  const session = await actors.session(credential, tenantId)
  clearCookie(response, cookies, cookies.own)
  if (!session) return null
  setCookie(response, cookies, cookies.session, token, session.expiresAt)
  return { credential, session }
}

function refusedToken() {
  return tokenInvalid({ headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } })
}

/** Null where the header is not there, or is for somebody else: a proxy may ask for a password of its own. */
function readBearer({ headers: { authorization } }: Request): string | null {
  return authorization && /^bearer(\s|$)/i.test(authorization) ? authorization.slice(6).trim() : null
}

/** The cookies' names say whether browsers come over TLS: what a proxy in between speaks does not matter. */
function originOf(request: Request, { secure }: CookieNames): string | null {
  const { host } = request
  return host ? `${secure ? 'https' : request.protocol}://${host}` : null
}

function readChosenTenant(request: Request, cookies: CookieNames): string | null {
  const chosen = readCookie(request, cookies.tenant)
  return chosen && uuid.test(chosen) ? chosen : null
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function localeOf(request: Request, actor: Actor, words: Words): string {
  if (actor.kind === 'account' && actor.locale && words.locales.includes(actor.locale)) return actor.locale
  return request.acceptsLanguages([...words.locales]) || 'en'
}

function sessionPort(
  response: Response,
  cookies: CookieNames,
  brought: { token: string | null; own: string | null },
  renew: () => void,
): SessionPort {
  let isAside = false
  return {
    begin(token, expiresAt) {
      // Whoever signs in anew does not come back to what they were before.
      if (brought.own !== null && !isAside) clearCookie(response, cookies, cookies.own)
      setCookie(response, cookies, cookies.session, token, expiresAt)
    },
    choose: (tenantId) => setCookie(response, cookies, cookies.tenant, tenantId),
    end: () => clearCookie(response, cookies, cookies.session),
    setAside() {
      isAside = true
      if (brought.token !== null) setCookie(response, cookies, cookies.own, brought.token)
    },
    keep: (keepsake, token, expiresAt) => setCookie(response, cookies, cookies[keepsake], token, expiresAt),
    forget: (keepsake) => clearCookie(response, cookies, cookies[keepsake]),
    renew,
  }
}
