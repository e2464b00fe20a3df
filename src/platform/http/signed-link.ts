import { timingSafeEqual } from 'node:crypto'
import { defineError } from '../errors.ts'
import type { Services } from '../services.ts'

/** Long enough to press it, too short to be of use to whoever finds it in a history. */
const opensForSeconds = 300

export const linkEnded = defineError('request.linkEnded', 404)

type Signing = Pick<Services, 'keyedHash'>

export interface LinkSignature {
  /** Seconds since 1970. */
  until: number
  signature: string
}

/**
 * What makes an address a link for a short time. `what` says all that the link stands for, its reader included; `purpose`
 * keeps links of one kind from being taken for those of another.
 */
export function signLink(
  services: Signing,
  purpose: string,
  what: readonly unknown[],
  now: Date,
): LinkSignature {
  const until = Math.floor(now.getTime() / 1000) + opensForSeconds
  return { until, signature: signed(services, purpose, what, until) }
}

/** Whether it was signed here, for exactly this, and its time has not passed. */
export function isSigned(
  services: Signing,
  purpose: string,
  what: readonly unknown[],
  { until, signature }: LinkSignature,
  now: Date,
): boolean {
  if (now.getTime() >= until * 1000) return false
  const [expected, given] = [Buffer.from(signed(services, purpose, what, until)), Buffer.from(signature)]
  return expected.length === given.length && timingSafeEqual(expected, given)
}

function signed({ keyedHash }: Signing, purpose: string, what: readonly unknown[], until: number): string {
  return keyedHash(purpose, JSON.stringify([...what, until])).toString('base64url')
}
