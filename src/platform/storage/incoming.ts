import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { type AppError, defineError } from '../errors.ts'
import { displayName } from './display-name.ts'

const tooLarge = defineError('request.fileTooLarge', 413)

export function fileTooLarge(limitBytes: number): AppError {
  return tooLarge({ values: { megabytes: Math.round((limitBytes / 1024 / 1024) * 100) / 100 } })
}

/** A file as somebody sent it: on this machine's disk for as long as the request takes, and not to be trusted. */
export class ReceivedFile {
  readonly path: string
  readonly size: number
  /** Hexadecimal. */
  readonly sha256: string
  /** What it was called, fit to be shown; null where nobody said. */
  readonly name: string | null

  constructor(path: string, size: number, sha256: string, name: string | null) {
    this.path = path
    this.size = size
    this.sha256 = sha256
    this.name = name
  }

  bytes(start = 0): AsyncIterable<Uint8Array> {
    return createReadStream(this.path, { start })
  }

  /** What makes two requests the same: a repeat comes with the same bytes, at another place. */
  toJSON() {
    return { sha256: this.sha256, size: this.size, name: this.name }
  }
}

/** The field of an input that is a file. Bytes come as a body or a part of a form; a JSON schema has no word for them. */
export function fileField(missing: string) {
  return z.custom<ReceivedFile>((value) => value instanceof ReceivedFile && value.size > 0, {
    params: { code: missing },
  })
}

/** Takes in what is on its way, never more of it in memory than a piece. */
export interface Incoming {
  receive(
    bytes: AsyncIterable<Uint8Array>,
    about: { name?: string; limitBytes: number },
  ): Promise<ReceivedFile>
  forget(file: ReceivedFile): Promise<void>
  /** Clears away what a crash has left. */
  sweep(): Promise<void>
}

/** No request lasts so long. */
const leftBehindMilliseconds = 6 * 3_600_000

export function openIncoming(folder: string): Incoming {
  return {
    async receive(bytes, { name, limitBytes }) {
      await mkdir(folder, { recursive: true })
      const path = join(folder, randomUUID())
      const hash = createHash('sha256')
      let size = 0
      async function* measured(pieces: AsyncIterable<Uint8Array>) {
        for await (const piece of pieces) {
          size += piece.byteLength
          if (size > limitBytes) throw fileTooLarge(limitBytes)
          hash.update(piece)
          yield piece
        }
      }
      try {
        await pipeline(bytes, measured, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
      } catch (error) {
        await rm(path, { force: true })
        throw error
      }
      return new ReceivedFile(path, size, hash.digest('hex'), name === undefined ? null : displayName(name))
    },
    forget: ({ path }) => rm(path, { force: true }),
    async sweep() {
      for (const name of await readdir(folder).catch(() => [])) {
        const path = join(folder, name)
        const known = await stat(path).catch(() => null)
        if (known && Date.now() - known.mtimeMs > leftBehindMilliseconds) await rm(path, { force: true })
      }
    },
  }
}
