import { randomInt } from 'node:crypto'
import { crc32 } from 'node:zlib'

/**
 * What programs bring. Each begins with what it is and ends with a checksum, so that scanners for secrets know it
 * wherever it was left lying about, and what is only mistyped costs no look into the database.
 */
export type BearerKind = 'api' | 'access' | 'refresh'

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const randomDigits = 43
const checkDigits = 6

/** Finds any of them in a text. Stands in docs/tokens.md as well. */
export const bearerPattern = /\bguildhall_(?:api|access|refresh)_[0-9A-Za-z]{49}\b/g

export function prefixOf(kind: BearerKind): string {
  return `guildhall_${kind}_`
}

/** 43 of 62 digits: more than 256 bits, which nobody guesses. */
export function newBearerToken(kind: BearerKind): string {
  let text = prefixOf(kind)
  for (let count = 0; count < randomDigits; count += 1) text += digits[randomInt(digits.length)]
  return text + checksumOf(text)
}

export function isBearerToken(kind: BearerKind, text: string): boolean {
  const whole = new RegExp(`^${prefixOf(kind)}[0-9A-Za-z]{${randomDigits + checkDigits}}$`)
  return whole.test(text) && checksumOf(text.slice(0, -checkDigits)) === text.slice(-checkDigits)
}

/** CRC-32 in base 62, as GitHub's tokens have it. */
function checksumOf(text: string): string {
  let rest = crc32(text)
  let sum = ''
  for (let count = 0; count < checkDigits; count += 1) {
    sum = digits[rest % digits.length] + sum
    rest = Math.floor(rest / digits.length)
  }
  return sum
}
