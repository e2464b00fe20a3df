import type { Request, Response } from 'express'

export interface CookieNames {
  session: string
  flash: string
  tenant: string
  /** What this browser was asked to show: belongs to a challenge that is under way. */
  flow: string
  /** Tells a browser in which somebody has signed in before. */
  device: string
  /** The own session of whoever uses the portal as somebody else. */
  own: string
  secure: boolean
}

/** Over TLS the names bind cookies to this very host; without TLS browsers refuse such names. */
export function cookieNames(secure: boolean): CookieNames {
  const prefix = secure ? '__Host-' : ''
  return {
    session: `${prefix}session`,
    flash: `${prefix}flash`,
    tenant: `${prefix}association`,
    flow: `${prefix}flow`,
    device: `${prefix}device`,
    own: `${prefix}own`,
    secure,
  }
}

export function readCookie(request: Request, name: string): string | null {
  const header = request.headers.cookie
  if (!header) return null
  for (const part of header.split(';')) {
    const equals = part.indexOf('=')
    if (equals > 0 && part.slice(0, equals).trim() === name)
      return safelyDecoded(part.slice(equals + 1).trim())
  }
  return null
}

export function setCookie(
  response: Response,
  names: CookieNames,
  name: string,
  value: string,
  expires?: Date,
): void {
  response.cookie(name, value, { httpOnly: true, sameSite: 'lax', secure: names.secure, path: '/', expires })
}

export function clearCookie(response: Response, names: CookieNames, name: string): void {
  setCookie(response, names, name, '', new Date(0))
}

function safelyDecoded(value: string): string | null {
  try {
    return decodeURIComponent(value)
  } catch {
    return null
  }
}
