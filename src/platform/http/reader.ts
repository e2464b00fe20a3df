import type { Request } from 'express'
import type { Actor } from '../policy/actor.ts'
import type { Reader } from '../presentation/view.ts'
import { readCookie } from './cookies.ts'

export function readerOf(actor: Actor): Reader | null {
  return actor.kind === 'account' ? { name: actor.name, address: actor.address, photo: actor.photo } : null
}

/** The person's own zone, else the one that the browser told, else UTC. */
export function timeZoneOf(request: Request, actor: Actor): string {
  if (actor.kind === 'account' && actor.timeZone) return actor.timeZone
  const told = readCookie(request, 'timezone')
  return told && isTimeZone(told) ? told : 'UTC'
}

export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
