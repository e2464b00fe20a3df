import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { FSDriver } from 'flydrive/drivers/fs'
import type { ByteRange, RangedDriver } from './storage.ts'

/**
 * flydrive writes a file in place and moves by copying, so that a crash leaves half of one. Here it is written beside,
 * flushed, then renamed, and the folder is flushed too: without that a power cut can forget the name.
 */
export class DurableFolder extends FSDriver implements RangedDriver {
  readonly #folder: string

  constructor(folder: string) {
    super({ location: folder, visibility: 'private' })
    this.#folder = folder
  }

  override put(key: string, contents: string | Uint8Array): Promise<void> {
    return this.#write(key, contents)
  }

  override putStream(key: string, contents: Readable): Promise<void> {
    return this.#write(key, contents)
  }

  async getRange(key: string, range?: ByteRange): Promise<Readable | null> {
    try {
      const file = await open(join(this.#folder, key), 'r')
      return createReadStream('', { fd: file, ...range })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
      throw error
    }
  }

  async #write(key: string, contents: string | Uint8Array | Readable): Promise<void> {
    const path = join(this.#folder, key)
    await mkdir(dirname(path), { recursive: true })
    // Two that write the same key must not write into one another.
    const unfinished = `${path}.${randomUUID()}.unfinished`
    try {
      const file = await open(unfinished, 'wx', 0o600)
      try {
        await file.writeFile(contents as Uint8Array)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(unfinished, path)
    } catch (error) {
      await rm(unfinished, { force: true })
      throw error
    }
    const folder = await open(dirname(path), 'r')
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
  }
}
