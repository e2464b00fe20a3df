import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

interface Asked {
  ticket: string
  publicKey: { challenge: string; rpId?: string; rp?: { id?: string }; user?: { id: string } }
}

export interface Signing {
  /** What the browser says it is at. */
  origin: string
  /** Looked at its owner: fingerprint, face, PIN. */
  verified?: boolean
  counter?: number
  /** Signs for this host whatever it was asked for. */
  rpId?: string
  challenge?: string
  type?: 'webauthn.get' | 'webauthn.create'
  userHandle?: string
  key?: KeyObject
  synced?: boolean
}

const flags = { present: 0x01, verified: 0x04, mayBeSynced: 0x08, backedUp: 0x10, attested: 0x40 }

/** An authenticator in a few lines, for what no honest one would do: `sign` can be told to say anything. */
export class Authenticator {
  readonly id = randomBytes(32)
  readonly #pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  userHandle: string | undefined
  counter = 0

  make({ ticket, publicKey }: Asked, signing: Signing) {
    this.userHandle = publicKey.user?.id
    const rpId = signing.rpId ?? publicKey.rp?.id ?? ''
    const { x = '', y = '' } = this.#pair.publicKey.export({ format: 'jwk' })
    const key = cborMap([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ])
    const length = Buffer.alloc(2)
    length.writeUInt16BE(this.id.length)
    const data = Buffer.concat([
      this.#data(rpId, signing, flags.attested),
      Buffer.alloc(16),
      length,
      this.id,
      key,
    ])
    const attestation = cborMap([
      ['fmt', 'none'],
      ['attStmt', new Map<string, never>()],
      ['authData', data],
    ])
    return {
      ticket,
      credential: {
        id: this.id.toString('base64url'),
        rawId: this.id.toString('base64url'),
        type: 'public-key',
        response: {
          clientDataJSON: clientData('webauthn.create', publicKey.challenge, signing).toString('base64url'),
          attestationObject: attestation.toString('base64url'),
          transports: ['internal'],
        },
      },
    }
  }

  sign({ ticket, publicKey }: Asked, signing: Signing) {
    this.counter = signing.counter ?? this.counter + 1
    const data = this.#data(signing.rpId ?? publicKey.rpId ?? '', { ...signing, counter: this.counter }, 0)
    const client = clientData('webauthn.get', publicKey.challenge, signing)
    const signed = Buffer.concat([data, createHash('sha256').update(client).digest()])
    return {
      ticket,
      credential: {
        id: this.id.toString('base64url'),
        rawId: this.id.toString('base64url'),
        type: 'public-key',
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: sign('sha256', signed, signing.key ?? this.#pair.privateKey).toString('base64url'),
          userHandle: signing.userHandle ?? this.userHandle,
        },
      },
    }
  }

  #data(rpId: string, { verified = true, counter = 0, synced = false }: Signing, more: number): Buffer {
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    const says =
      flags.present |
      (verified ? flags.verified : 0) |
      (synced ? flags.mayBeSynced | flags.backedUp : 0) |
      more
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([says]), count])
  }
}

function clientData(type: string, challenge: string, signing: Signing): Buffer {
  return Buffer.from(
    JSON.stringify({
      type: signing.type ?? type,
      challenge: signing.challenge ?? challenge,
      origin: signing.origin,
      crossOrigin: false,
    }),
  )
}

type Cbor = number | string | Uint8Array | Map<string, never>

/** As much of CBOR as an attestation takes. */
function cborMap(entries: ReadonlyArray<readonly [number | string, Cbor]>): Buffer {
  return Buffer.concat([
    head(5, entries.length),
    ...entries.flatMap(([key, value]) => [cbor(key), cbor(value)]),
  ])
}

function cbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (value instanceof Map) return head(5, 0)
  return Buffer.concat([head(2, value.length), value])
}

function head(kind: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(kind << 5) | length])
  if (length < 256) return Buffer.from([(kind << 5) | 24, length])
  return Buffer.from([(kind << 5) | 25, length >> 8, length & 255])
}
