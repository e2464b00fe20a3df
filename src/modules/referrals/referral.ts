import { defineError } from '../../platform/errors.ts'

/** Small letters and digits that people do not take for one another, on paper and on the phone. */
const signs = '23456789abcdefghjkmnpqrstuvwxyz'
const length = 10

/** The code of a link, from bytes of chance. */
export function codeFrom(bytes: Uint8Array): string {
  return [...bytes.subarray(0, length)].map((byte) => signs[byte % signs.length]).join('')
}

/** As people type it: capitals and spaces mean nothing. */
export function readCode(typed: string): string {
  return typed.replaceAll(/[\s-]/g, '').toLowerCase()
}

/** How many of those whom a member brought stand on a page. */
export const mostShown = 100

export const referralsOff = defineError('referrals.off', 409)
