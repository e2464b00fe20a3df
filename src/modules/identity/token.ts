import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Services } from '../../platform/services.ts'

/** A secret that only its bearer knows; the database keeps its hash. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/**
 * The token of a link in a mail. It follows from what the link is for, so that each try to send a letter writes the
 * same one: whichever copy arrives, its link works.
 */
export function tokenFor(services: Services, purpose: string, id: string): string {
  return services.keyedHash(purpose, id).toString('base64url')
}

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

export const Token = z.string().regex(/^[\w-]{43}$/)

export const lifetimes = {
  signUpHours: 48,
  passwordResetMinutes: 60,
  unlockHours: 24,
  undoDays: 7,
  invitationHours: 72,
} as const

export function hoursAfter(now: Date, hours: number): Date {
  return new Date(now.getTime() + hours * 3_600_000)
}
