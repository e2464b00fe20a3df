import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'

/** How far a chain had come. Published outside, it proves that nothing before it was changed or cut off. */
export interface Checkpoint {
  chain: string
  position: number
  /** Of the link at that position, in hexadecimal. */
  hash: string
  madeAt: string
}

export interface SignedCheckpoint extends Checkpoint {
  /** Of the key that signed it. */
  key: string
  /** Ed25519 over the line that `signedText` makes, in base64. */
  signature: string
}

/** Signs with the first of its keys, and knows the signatures of all. */
export interface Signer {
  sign(checkpoint: Checkpoint): SignedCheckpoint
  isGenuine(checkpoint: SignedCheckpoint): boolean
}

export function createSigner(seeds: readonly Buffer[]): Signer {
  const keys = seeds.map((seed) => {
    const secret = privateKey(seed)
    const shown = createPublicKey(secret)
    return { secret, shown, id: keyId(shown) }
  })
  const [current] = keys
  if (!current) throw new Error('A signer has at least one key.')
  return {
    sign(checkpoint) {
      const signature = sign(null, signedText(checkpoint), current.secret).toString('base64')
      return { ...checkpoint, key: current.id, signature }
    },
    isGenuine(checkpoint) {
      const key = keys.find(({ id }) => id === checkpoint.key)
      const signature = Buffer.from(checkpoint.signature, 'base64')
      return key !== undefined && verify(null, signedText(checkpoint), key.shown, signature)
    },
  }
}

function signedText({ chain, position, hash, madeAt }: Checkpoint): Buffer {
  return Buffer.from(`guildhall audit checkpoint 1\n${chain}\n${position}\n${hash}\n${madeAt}\n`)
}

/** What stands before the 32 bytes of an Ed25519 key in PKCS 8. */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')

function privateKey(seed: Buffer): KeyObject {
  return createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' })
}

function keyId(key: KeyObject): string {
  const encoded = key.export({ format: 'der', type: 'spki' })
  return createHash('sha256').update(encoded).digest('hex').slice(0, 16)
}
