import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { Readable, Transform, type TransformCallback } from 'node:stream'
import type { Crypto } from '../crypto/crypto.ts'
import { StartupError } from '../startup-error.ts'

/*
 * A file that is too large for one seal:
 *
 *   magic (16) | length of sealed key (2) | sealed key | piece | piece | …
 *
 * Each piece is 64 KiB of the file and a tag (16), the last one shorter. Its nonce is its number and whether it is the
 * last, so that no piece can be left out, moved or cut off. A piece opens by itself: a zip is read from its end.
 */
const magic = Buffer.from('guildhall-sealed')
const purpose = 'backup'
const algorithm = 'aes-256-gcm'
const pieceLength = 65_536
const tagLength = 16

/** What is written to it comes out sealed, under the current one of ENCRYPTION_KEYS. */
export function sealing(crypto: Crypto): Transform {
  const key = randomBytes(32)
  const sealedKey = crypto.seal(purpose, key)
  const length = Buffer.alloc(2)
  length.writeUInt16BE(sealedKey.length)
  let number = 0
  let waiting: Buffer[] = [] as Buffer[]
  let size = 0
  const seal = (piece: Buffer, isLast: boolean) => {
    const cipher = createCipheriv(algorithm, key, nonceOf(number++, isLast))
    return Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()])
  }
  const stream = new Transform({
    transform(bytes: Buffer, _encoding: BufferEncoding, done: TransformCallback) {
      waiting.push(bytes)
      size += bytes.length
      // One is always held back: only the end tells whether it is the last.
      if (size > pieceLength) {
        let all = Buffer.concat(waiting)
        for (; all.length > pieceLength; all = all.subarray(pieceLength))
          this.push(seal(all.subarray(0, pieceLength), false))
        waiting = [all]
        size = all.length
      }
      done()
    },
    flush(done: TransformCallback) {
      done(null, seal(Buffer.concat(waiting), true))
    },
  })
  stream.push(Buffer.concat([magic, length, sealedKey]))
  return stream
}

export interface SealedFile {
  /** Of what was sealed. */
  size: number
  read(start: number, end: number): Readable
  close(): Promise<void>
}

/** Null where the file is not sealed. Throws KeyMissing where its key is not among ours. */
export async function openSealed(path: string, crypto: Crypto): Promise<SealedFile | null> {
  const file = await open(path, 'r')
  try {
    const head = await readAt(file, 0, magic.length + 2)
    if (!head.subarray(0, magic.length).equals(magic)) {
      await file.close()
      return null
    }
    const sealedKey = await readAt(file, head.length, head.readUInt16BE(magic.length))
    const key = crypto.open(purpose, sealedKey)
    const begins = head.length + sealedKey.length
    const body = (await file.stat()).size - begins
    const pieces = Math.ceil(body / (pieceLength + tagLength))
    if (body - pieces * tagLength < 0) throw new StartupError(`${path} is damaged: it is cut off.`)

    async function openPiece(number: number): Promise<Buffer> {
      const sealed = await readAt(file, begins + number * (pieceLength + tagLength), pieceLength + tagLength)
      const decipher = createDecipheriv(algorithm, key, nonceOf(number, number === pieces - 1))
      decipher.setAuthTag(sealed.subarray(-tagLength))
      return Buffer.concat([decipher.update(sealed.subarray(0, -tagLength)), decipher.final()])
    }

    async function* between(start: number, end: number) {
      for (let at = start; at < end; ) {
        const number = Math.floor(at / pieceLength)
        const piece = (await openPiece(number)).subarray(
          at - number * pieceLength,
          end - number * pieceLength,
        )
        if (piece.length === 0) return
        yield piece
        at += piece.length
      }
    }

    return {
      size: body - pieces * tagLength,
      read: (start, end) => Readable.from(between(start, end), { objectMode: false }),
      close: () => file.close(),
    }
  } catch (error) {
    await file.close().catch(() => {})
    throw error
  }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position)
  return buffer.subarray(0, bytesRead)
}

function nonceOf(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUIntBE(number, 4, 6)
  nonce[11] = isLast ? 1 : 0
  return nonce
}
