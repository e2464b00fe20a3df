import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import { hashRaw } from '@node-rs/argon2'
import { combine, split } from 'shamir-secret-sharing'

/*
 * Keys are X25519, 32 raw bytes each. What is sealed to a public key is AES-256-GCM under a key of its own, which HKDF-SHA256
 * makes of the agreement of that key with one that is made for this once: version 1, the public half of that one, a nonce, the
 * tag, what is encrypted. What it belongs to is bound in, so that nothing sealed can stand in another’s place.
 */

export interface KeyPair {
  publicKey: Buffer
  privateKey: Buffer
}

const publicHead = Buffer.from('302a300506032b656e032100', 'hex')
const privateHead = Buffer.from('302e020100300506032b656e04220420', 'hex')

const publicOf = (raw: Uint8Array): KeyObject =>
  createPublicKey({ key: Buffer.concat([publicHead, raw]), format: 'der', type: 'spki' })
const privateOf = (raw: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([privateHead, raw]), format: 'der', type: 'pkcs8' })

export function newKeyPair(): KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('x25519')
  return {
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(publicHead.length),
    privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(privateHead.length),
  }
}

/** The public half of a private key: whether what was put together is the key of the project. */
export function publicHalf(privateKey: Uint8Array): Buffer {
  return createPublicKey(privateOf(privateKey))
    .export({ format: 'der', type: 'spki' })
    .subarray(publicHead.length)
}

const version = 1

function keyOf(secret: Uint8Array, once: Uint8Array, to: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, Buffer.concat([once, to]), 'guildhall sealed bid 1', 32))
}

/** For whoever holds the private half, and for what it belongs to alone. */
export function sealTo(publicKey: Uint8Array, belongsTo: string, plain: Uint8Array): Buffer {
  const once = newKeyPair()
  const secret = diffieHellman({ privateKey: privateOf(once.privateKey), publicKey: publicOf(publicKey) })
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret, once.publicKey, publicKey), nonce)
  cipher.setAAD(Buffer.from(belongsTo))
  const encrypted = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([Buffer.of(version), once.publicKey, nonce, cipher.getAuthTag(), encrypted])
}

/** Throws where it was sealed to another key, belongs to something else, or was changed. */
export function openWith(privateKey: Uint8Array, belongsTo: string, sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  if (bytes[0] !== version) throw new Error('This was sealed in a way that is not known here.')
  const [once, nonce, tag] = [bytes.subarray(1, 33), bytes.subarray(33, 45), bytes.subarray(45, 61)]
  const secret = diffieHellman({ privateKey: privateOf(privateKey), publicKey: publicOf(once) })
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secret, once, publicHalf(privateKey)), nonce)
  decipher.setAAD(Buffer.from(belongsTo))
  decipher.setAuthTag(tag)
  return Buffer.concat([decipher.update(bytes.subarray(61)), decipher.final()])
}

interface Cost {
  memoryCost: number
  timeCost: number
}

const saltBytes = 16

/** Version 1, memory in KiB and rounds of argon2id, salt, nonce, tag, what is encrypted: it opens after the cost was raised, too. */
export async function wrapKey(
  key: Uint8Array,
  passphrase: string,
  belongsTo: string,
  { memoryCost, timeCost }: Cost,
): Promise<Buffer> {
  const head = Buffer.alloc(9)
  head.writeUInt8(version, 0)
  head.writeUInt32BE(memoryCost, 1)
  head.writeUInt32BE(timeCost, 5)
  const [salt, nonce] = [randomBytes(saltBytes), randomBytes(12)]
  const cipher = createCipheriv(
    'aes-256-gcm',
    await stretched(passphrase, salt, { memoryCost, timeCost }),
    nonce,
  )
  cipher.setAAD(Buffer.concat([head, Buffer.from(belongsTo)]))
  const encrypted = Buffer.concat([cipher.update(key), cipher.final()])
  return Buffer.concat([head, salt, nonce, cipher.getAuthTag(), encrypted])
}

/** Null where the passphrase is another one. */
export async function unwrapKey(
  wrapped: Uint8Array,
  passphrase: string,
  belongsTo: string,
): Promise<Buffer | null> {
  const bytes = Buffer.from(wrapped.buffer, wrapped.byteOffset, wrapped.byteLength)
  const head = bytes.subarray(0, 9)
  const salt = bytes.subarray(9, 25)
  const nonce = bytes.subarray(25, 37)
  const cost = { memoryCost: head.readUInt32BE(1), timeCost: head.readUInt32BE(5) }
  const decipher = createDecipheriv('aes-256-gcm', await stretched(passphrase, salt, cost), nonce)
  decipher.setAAD(Buffer.concat([head, Buffer.from(belongsTo)]))
  decipher.setAuthTag(bytes.subarray(37, 53))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(53)), decipher.final()])
  } catch {
    return null
  }
}

/** The library's own name for it is a const enum, which single files cannot see. */
const argon2id = 2

function stretched(passphrase: string, salt: Uint8Array, cost: Cost): Promise<Buffer> {
  return hashRaw(passphrase, { algorithm: argon2id, parallelism: 1, outputLen: 32, salt, ...cost })
}

/** So many parts of a key that `threshold` of them make it again, and fewer say nothing about it. */
export async function splitKey(key: Uint8Array, parts: number, threshold: number): Promise<Buffer[]> {
  return (await split(Uint8Array.from(key), parts, threshold)).map((part) => Buffer.from(part))
}

export async function joinKey(parts: readonly Uint8Array[]): Promise<Buffer> {
  return Buffer.from(await combine(parts.map((part) => Uint8Array.from(part))))
}
