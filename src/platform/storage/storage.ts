import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'

/** Where bytes live that are too large for rows. Keys are ids of ours: nothing a person named becomes a path. */
export interface Storage {
  put(key: string, bytes: Uint8Array): Promise<void>
  read(key: string): Readable
  remove(key: string): Promise<void>
}

export function diskStorage(folder: string): Storage {
  // Two letters from the end: ids begin with their time, so their beginnings would all share one folder.
  const pathOf = (key: string) => join(folder, key.slice(-2), key)
  return {
    async put(key, bytes) {
      const path = pathOf(key)
      await mkdir(dirname(path), { recursive: true })
      // Written beside, flushed, then renamed: whoever reads finds all of it or nothing, also after a crash.
      const unfinished = `${path}.unfinished`
      const file = await open(unfinished, 'w', 0o600)
      try {
        await file.writeFile(bytes)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(unfinished, path)
    },
    read: (key) => createReadStream(pathOf(key)),
    remove: (key) => rm(pathOf(key), { force: true }),
  }
}
