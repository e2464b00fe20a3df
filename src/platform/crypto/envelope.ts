import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { isKeyId, type KeyEncryptionKey, type Keyring } from './keyring.ts'

/*
 * A sealed value, as a `sealed_*` column holds it:
 *
 *   format (1) | length of key id (1) | key id | wrap nonce (12) | data key (32) | tag (16) | nonce (12) | value | tag (16)
 *
 * The value stands under a random data key of its own, and the data key under the key-encryption key of that id.
 * Both are bound to the purpose, so that a value does not open where another kind is expected. Only the wrapping
 * is bound to the key id: under another key-encryption key the value itself stays as it is.
 */
const format = 1
const algorithm = 'aes-256-gcm'
const keyLength = 32
const nonceLength = 12
const tagLength = 16
const overhead = nonceLength + tagLength
const wrappedLength = keyLength + overhead

/** Sealed under a key that is no longer there. */
export class KeyMissing extends Error {
  readonly keyId: string
  constructor(keyId: string) {
    super(
      `This value was sealed under the key "${keyId}", which ENCRYPTION_KEYS does not hold. Add that key again, after the current one.`,
    )
    this.keyId = keyId
  }
}

/** Changed, cut off, or sealed for another purpose. */
export class NotAsSealed extends Error {
  constructor() {
    super('This is not what was sealed for this purpose.')
  }
}

export function sealEnvelope(keyring: Keyring, purpose: string, plain: Uint8Array): Buffer {
  const dataKey = randomBytes(keyLength)
  return Buffer.concat([
    wrap(keyring.current, purpose, dataKey),
    encrypt(dataKey, valueContext(purpose), plain),
  ])
}

export function openEnvelope(keyring: Keyring, purpose: string, sealed: Uint8Array): Buffer {
  const { keyId, wrapped, value } = parts(sealed)
  const dataKey = unwrap(keyring, keyId, purpose, wrapped)
  return decrypt(dataKey, valueContext(purpose), value)
}

/** The same value under the current key-encryption key; only the wrapped data key is another. */
export function rewrapEnvelope(keyring: Keyring, purpose: string, sealed: Uint8Array): Buffer {
  const { keyId, wrapped, value } = parts(sealed)
  const dataKey = unwrap(keyring, keyId, purpose, wrapped)
  return Buffer.concat([wrap(keyring.current, purpose, dataKey), value])
}

/** Id of the key that a value is sealed under. */
export function keyIdOf(sealed: Uint8Array): string {
  return parts(sealed).keyId
}

/** What every value sealed under this key begins with: SQL finds by it what a rotation has yet to do. */
export function headerOf(keyId: string): Buffer {
  const id = Buffer.from(keyId)
  return Buffer.concat([Buffer.of(format, id.length), id])
}

/** nonce | ciphertext | tag */
export function encrypt(key: Buffer, context: string, plain: Uint8Array): Buffer {
  const nonce = randomBytes(nonceLength)
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagLength })
  cipher.setAAD(Buffer.from(context))
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

export function decrypt(key: Buffer, context: string, encrypted: Uint8Array): Buffer {
  if (encrypted.length < overhead) throw new NotAsSealed()
  const end = encrypted.length - tagLength
  const decipher = createDecipheriv(algorithm, key, encrypted.subarray(0, nonceLength), {
    authTagLength: tagLength,
  })
  decipher.setAAD(Buffer.from(context))
  decipher.setAuthTag(encrypted.subarray(end))
  const plain = decipher.update(encrypted.subarray(nonceLength, end))
  try {
    return Buffer.concat([plain, decipher.final()])
  } catch {
    throw new NotAsSealed()
  }
}

function wrap(key: KeyEncryptionKey, purpose: string, dataKey: Buffer): Buffer {
  return Buffer.concat([headerOf(key.id), encrypt(key.key, wrapContext(key.id, purpose), dataKey)])
}

function unwrap(keyring: Keyring, keyId: string, purpose: string, wrapped: Uint8Array): Buffer {
  const key = keyring.find(keyId)
  if (!key) throw new KeyMissing(keyId)
  return decrypt(key.key, wrapContext(keyId, purpose), wrapped)
}

const wrapContext = (keyId: string, purpose: string) => `guildhall ${format} key ${keyId} ${purpose}`
const valueContext = (purpose: string) => `guildhall ${format} value ${purpose}`

function parts(sealed: Uint8Array): { keyId: string; wrapped: Uint8Array; value: Uint8Array } {
  const [writtenFormat, idLength = 0] = sealed
  const start = 2 + idLength
  const keyId = Buffer.from(sealed.subarray(2, start)).toString()
  if (writtenFormat !== format || !isKeyId(keyId) || sealed.length < start + wrappedLength + overhead)
    throw new NotAsSealed()
  return {
    keyId,
    wrapped: sealed.subarray(start, start + wrappedLength),
    value: sealed.subarray(start + wrappedLength),
  }
}
