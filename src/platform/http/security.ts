import type { RequestHandler } from 'express'
import helmet from 'helmet'
import { crossSite, foreignName } from '../errors.ts'

/**
 * The headers that helmet gives every answer, read off once: they never differ, and to work them out for each
 * request costs more than to send them.
 */
export function securityHeaders(
  overTls: boolean,
  { frames }: { frames: readonly string[] },
): Array<readonly [string, string]> {
  const headers: Array<readonly [string, string]> = []
  const recorder = {
    setHeader: (name: string, value: string) => headers.push([name, value] as const),
    removeHeader() {},
  }
  const guard = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        scriptSrc: ["'self'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        ...(frames.length > 0 ? { frameSrc: [...frames] } : {}),
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: overTls ? { maxAge: 63_072_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
    xPoweredBy: false,
    // Read by nothing that could show our pages, and sent with every file.
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  })
  guard({} as never, recorder as never, () => {})
  return headers
}

/** For demo mode, which everybody on this machine may look into, but no website through somebody's browser. */
export const refuseForeignNames: RequestHandler = ({ headers }, _response, next) => {
  const name = (headers.host ?? '').replace(/:\d+$/, '').toLowerCase()
  if (!/^(([\w-]+\.)*localhost\.?|127(\.\d{1,3}){3}|\[::1\])$/.test(name)) throw foreignName()
  next()
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses writes that another site's page sends with the reader's cookies. Browsers say where a request comes from
 * in headers that pages cannot forge; programs send neither header and carry no cookies by themselves.
 */
export const refuseCrossSite: RequestHandler = (request, _response, next) => {
  if (safeMethods.has(request.method)) return next()
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw crossSite()
  const { origin } = request.headers
  if (origin !== undefined && !isOwnOrigin(origin, request.headers.host)) throw crossSite()
  next()
}

function isOwnOrigin(origin: string, host: string | undefined): boolean {
  try {
    return new URL(origin).host === host
  } catch {
    return false
  }
}
