import { randomBytes } from 'node:crypto'

/** Whether a text is the id of something, whatever it is; a name or a key is none. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}

let lastMillisecond = 0
let sequence = 0

/**
 * A UUIDv7: sorts by the time it was made, also within one millisecond of one process, so that keys
 * land at the end of their index.
 */
export function newId(now = Date.now()): string {
  const bytes = randomBytes(16)
  if (now > lastMillisecond) {
    lastMillisecond = now
    sequence = bytes.readUInt16BE(6) & 0x07ff
  } else {
    sequence += 1
    if (sequence > 0x0fff) {
      lastMillisecond += 1
      sequence = 0
    }
  }
  bytes.writeUIntBE(lastMillisecond, 0, 6)
  bytes.writeUInt16BE(0x7000 | sequence, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
