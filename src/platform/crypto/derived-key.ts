import { hkdfSync } from 'node:crypto'

/** A key of its own for each use, made from one secret: what one use gives away says nothing about another. */
export function derivedKey(secret: string, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `guildhall ${use}`, 32))
}
