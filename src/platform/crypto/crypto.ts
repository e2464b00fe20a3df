import { createHmac } from 'node:crypto'
import { derivedKey } from './derived-key.ts'
import { keyIdOf, openEnvelope, rewrapEnvelope, sealEnvelope } from './envelope.ts'
import { createKeyring, type KeyEncryptionKey } from './keyring.ts'

/** Sealing for columns that must not be readable in the database. The purpose is part of the seal. */
export interface Crypto {
  seal(purpose: string, plain: string | Uint8Array): Buffer
  /** Throws KeyMissing where its key is gone, NotAsSealed where it was changed or sealed for something else. */
  open(purpose: string, sealed: Uint8Array): Buffer
  openText(purpose: string, sealed: Uint8Array): string
  /** The same value under the current key: what key rotation does, without seeing the value. */
  rewrap(purpose: string, sealed: Uint8Array): Buffer
  /** Whether a rotation has nothing left to do about this value. */
  isCurrent(sealed: Uint8Array): boolean
  /** Id of the key that new values are sealed under. */
  readonly currentKeyId: string
}

export function createCrypto(keys: readonly KeyEncryptionKey[]): Crypto {
  const keyring = createKeyring(keys)
  const open = (purpose: string, sealed: Uint8Array) => openEnvelope(keyring, purpose, sealed)
  return {
    seal: (purpose, plain) =>
      sealEnvelope(keyring, purpose, typeof plain === 'string' ? Buffer.from(plain) : plain),
    open,
    openText: (purpose, sealed) => open(purpose, sealed).toString(),
    rewrap: (purpose, sealed) => rewrapEnvelope(keyring, purpose, sealed),
    isCurrent: (sealed) => keyIdOf(sealed) === keyring.current.id,
    currentKeyId: keyring.current.id,
  }
}

/** A keyed hash, for look-ups by something that must not be readable in the database. */
export function createKeyedHash(secret: string): (purpose: string, text: string) => Buffer {
  const key = derivedKey(secret, 'keyed hash')
  return (purpose, text) => createHmac('sha256', key).update(`${purpose}\0${text}`).digest()
}
