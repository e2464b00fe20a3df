import { createHash } from 'node:crypto'

/** An entry's place in the chain of its tenant. */
export interface Link {
  chain: string
  position: number
  entryId: string
  occurredAt: Date
  entryHash: Buffer
}

/**
 * Over the hash of the link before (nothing, for the first) and all that this one says. `audit_link_entries` in the
 * database makes the same; who checks a chain does not rely on what made it.
 */
export function linkHash(previous: Uint8Array, link: Link): Buffer {
  const numbers = Buffer.alloc(16)
  numbers.writeBigInt64BE(BigInt(link.position), 0)
  numbers.writeBigInt64BE(BigInt(link.occurredAt.getTime()), 8)
  return createHash('sha256')
    .update(previous)
    .update(uuidBytes(link.chain))
    .update(numbers.subarray(0, 8))
    .update(uuidBytes(link.entryId))
    .update(numbers.subarray(8))
    .update(link.entryHash)
    .digest()
}

function uuidBytes(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex')
}
