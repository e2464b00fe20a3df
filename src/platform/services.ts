import { join } from 'node:path'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import { type Crypto, createCrypto, createKeyedHash } from './crypto/crypto.ts'
import type { DeadLetters } from './jobs/dead-letters.ts'
import { type Incoming, openIncoming } from './storage/incoming.ts'
import { openStorage, type Storage } from './storage/storage.ts'
import type { Words } from './words.ts'

/** What operations may use besides the database. */
export interface Services {
  config: Config
  clock: Clock
  crypto: Crypto
  /** A keyed hash, for look-ups by something that must not be readable in the database. */
  keyedHash(purpose: string, text: string): Buffer
  /** The public address of a path of the portal, under the association's own host name where it has one. */
  link(path: string, host?: string | null): string
  /** What people read, in each language. */
  words: Words
  storage: Storage
  /** Jobs that failed at every try. */
  deadLetters: DeadLetters
  /** Takes in what is to become a file. */
  incoming: Incoming
}

export function createServices(
  config: Config,
  clock: Clock,
  deadLetters: DeadLetters,
  words: Words,
): Services {
  return {
    config,
    clock,
    words,
    crypto: createCrypto(config.encryptionKeys),
    keyedHash: createKeyedHash(config.secret),
    storage: openStorage(config),
    deadLetters,
    incoming: openIncoming(join(config.DATA_DIR, 'incoming')),
    link(path, host) {
      const address = new URL(path, config.BASE_URL ?? `http://localhost:${config.PORT}`)
      if (host) address.hostname = host
      return address.href
    },
  }
}
