/** A key that wraps the data keys of values. Its id stands in the header of what was sealed under it. */
export interface KeyEncryptionKey {
  id: string
  key: Buffer
}

export interface Keyring {
  /** New values are sealed under it. */
  readonly current: KeyEncryptionKey
  find(id: string): KeyEncryptionKey | undefined
}

const keyBytes = 32

/** Id of the key that is made from the secret, and the word for it among older keys: it cannot be written out. */
export const madeFromSecret = 'derived'

export function createKeyring(keys: readonly KeyEncryptionKey[]): Keyring {
  const [current] = keys
  if (!current) throw new Error('A keyring holds at least one key.')
  const byId = new Map(keys.map((key) => [key.id, key]))
  return { current, find: (id) => byId.get(id) }
}

/** What is wrong with ENCRYPTION_KEYS, or the keys, the current one first. */
export function parseKeys(text: string): {
  keys: Array<KeyEncryptionKey | typeof madeFromSecret>
  problems: string[]
} {
  const { parts, problems, older } = splitKeys(text)
  const keys: KeyEncryptionKey[] = []
  for (const part of parts) {
    const { id = '', encoded = '' } = /^(?<id>[^:]*):(?<encoded>.*)$/.exec(part)?.groups ?? {}
    const key = Buffer.from(encoded, 'base64')
    if (!isKeyId(id))
      problems.push('Each key is written id:key, the id in up to 32 letters, digits, dots and dashes.')
    else if (!/^[\w+/-]+={0,2}$/.test(encoded) || key.length !== keyBytes)
      problems.push(`The key "${id}" is not ${keyBytes} bytes in base64. ${howToMake}`)
    else if (isWeak(key)) problems.push(`The key "${id}" is not random. ${howToMake}`)
    else if (keys.some((other) => other.id === id) || (older.length > 0 && id === madeFromSecret))
      problems.push(`Two keys are called "${id}".`)
    else if (keys.some((other) => other.key.equals(key)))
      problems.push(`The key "${id}" is another one’s again.`)
    else keys.push({ id, key })
  }
  return { keys: [...keys, ...older], problems }
}

/** What is wrong with AUDIT_SIGNING_KEY, or the keys, the current one first. */
export function parseSigningKeys(text: string): {
  keys: Array<Buffer | typeof madeFromSecret>
  problems: string[]
} {
  const { parts, problems, older } = splitKeys(text)
  const keys = parts.map((part) => Buffer.from(part, 'base64'))
  if (keys.some((key) => key.length !== keyBytes || isWeak(key)))
    problems.push(`Each key is ${keyBytes} random bytes in base64. ${howToMake}`)
  return { keys: [...keys, ...older], problems }
}

/** The keys that are written out, and the one made from the secret, which is never the current one. */
function splitKeys(text: string) {
  const all = text.split(',').map((each) => each.trim())
  const parts = all.filter((part) => part !== madeFromSecret)
  const older = parts.length < all.length ? ([madeFromSecret] as const) : []
  const problems: string[] = []
  if (all[0] === madeFromSecret)
    problems.push(
      `"${madeFromSecret}" is the key made from the secret: it stands after another, never first.`,
    )
  return { parts, problems, older }
}

export function isKeyId(text: string): boolean {
  return /^[a-z0-9][a-z0-9._-]{0,31}$/i.test(text)
}

const howToMake = 'Make one with: openssl rand -base64 32'

/** Typed text, counted numbers, or few values over and over. Of random keys not one in 10^12 looks like this. */
function isWeak(key: Buffer): boolean {
  const steps = key.map((byte, index) => byte - (key[index - 1] ?? 0))
  const isText = key.every((byte) => byte >= 0x20 && byte < 0x7f)
  return isText || new Set(key).size < 16 || new Set(steps).size < 16
}
