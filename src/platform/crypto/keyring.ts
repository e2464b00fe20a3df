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

export function createKeyring(keys: readonly KeyEncryptionKey[]): Keyring {
  const [current] = keys
  if (!current) throw new Error('A keyring holds at least one key.')
  const byId = new Map(keys.map((key) => [key.id, key]))
  return { current, find: (id) => byId.get(id) }
}

/** What is wrong with ENCRYPTION_KEYS, or the keys, the current one first. */
export function parseKeys(text: string): { keys: KeyEncryptionKey[]; problems: string[] } {
  const keys: KeyEncryptionKey[] = []
  const problems: string[] = []
  for (const part of text.split(',').map((each) => each.trim())) {
    const { id = '', encoded = '' } = /^(?<id>[^:]*):(?<encoded>.*)$/.exec(part)?.groups ?? {}
    const key = Buffer.from(encoded, 'base64')
    if (!isKeyId(id))
      problems.push('Each key is written id:key, the id in up to 32 letters, digits, dots and dashes.')
    else if (!/^[\w+/-]+={0,2}$/.test(encoded) || key.length !== keyBytes)
      problems.push(`The key "${id}" is not ${keyBytes} bytes in base64. ${howToMake}`)
    else if (isWeak(key)) problems.push(`The key "${id}" is not random. ${howToMake}`)
    else if (keys.some((other) => other.id === id)) problems.push(`Two keys are called "${id}".`)
    else if (keys.some((other) => other.key.equals(key)))
      problems.push(`The key "${id}" is another one’s again.`)
    else keys.push({ id, key })
  }
  return { keys, problems }
}

/** What is wrong with AUDIT_SIGNING_KEY, or the keys, the current one first. */
export function parseSigningKeys(text: string): { keys: Buffer[]; problems: string[] } {
  const keys = text.split(',').map((part) => Buffer.from(part.trim(), 'base64'))
  const problem = keys.some((key) => key.length !== keyBytes || isWeak(key))
  return { keys, problems: problem ? [`Each key is ${keyBytes} random bytes in base64. ${howToMake}`] : [] }
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
