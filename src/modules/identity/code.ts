import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Services } from '../../platform/services.ts'

/** Six digits, however they are grouped: people paste what they see. Digits of all scripts are digits. */
export const OneTimeCode = z
  .string()
  .max(40)
  .transform((text) => text.normalize('NFKC').replace(/[\s\u2010-\u2015-]/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, { error: 'code' }))

export const codeMinutes = 10
export const mostTries = 5

/**
 * The code of a challenge. It follows from the challenge and a secret of the installation, so that each try to send a
 * letter writes the same one, and nothing that stands in the database tells it.
 */
export function codeFor({ keyedHash }: Services, challengeId: string): string {
  return String(keyedHash('one-time code', challengeId).readUIntBE(0, 6) % 1_000_000).padStart(6, '0')
}

export function hashCode({ keyedHash }: Services, challengeId: string, code: string): Buffer {
  return keyedHash('hash of a one-time code', `${challengeId}:${code}`)
}

export function isSameHash(one: Uint8Array, other: Uint8Array): boolean {
  return one.byteLength === other.byteLength && timingSafeEqual(one, other)
}
