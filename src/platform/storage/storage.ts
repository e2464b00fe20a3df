import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { Disk } from 'flydrive'
import type { DriverContract } from 'flydrive/types'
import type { Config } from '../config.ts'
import { DurableFolder } from './durable-folder.ts'

/** First and last byte, both included. */
export interface ByteRange {
  start: number
  end: number
}

export interface StoredBytes {
  key: string
  changedAt: Date
}

/** Where bytes live that are too large for rows. Keys are ids of ours: nothing a person named becomes a path. */
export interface Storage {
  /** Whoever reads finds all of it or nothing, also after a crash. */
  put(key: string, bytes: Uint8Array): Promise<void>
  /** The same from a file on this machine, which need not fit into memory. */
  putFile(key: string, path: string): Promise<void>
  /** Throws BytesMissing where there is nothing. */
  read(key: string, range?: ByteRange): Promise<Readable>
  /** Null where there is nothing. */
  size(key: string): Promise<number | null>
  /** What is not there counts as removed. */
  remove(key: string): Promise<void>
  /** Everything there is, also what was not finished, in no order. */
  list(): AsyncIterable<StoredBytes>
}

export class BytesMissing extends Error {
  constructor(key: string) {
    super(`The storage holds nothing under ${key}.`)
  }
}

/** What a driver of flydrive must be able to do besides: it knows no ranges. */
export interface RangedDriver extends DriverContract {
  /** Null where there is nothing. */
  getRange(key: string, range?: ByteRange): Promise<Readable | null>
}

export function diskStorage(folder: string): Storage {
  return storageOn(async () => new DurableFolder(folder))
}

export function openStorage(config: Config): Storage {
  if (config.FILES_DRIVER === 'disk') return diskStorage(join(config.DATA_DIR, 'files'))
  // Loaded only where it is used: Amazon's library takes longer to load than the rest of the portal.
  return storageOn(async () => new (await import('./bucket.ts')).Bucket(config))
}

function storageOn(openDriver: () => Promise<RangedDriver>): Storage {
  let opened: Promise<{ driver: RangedDriver; disk: Disk }> | null = null
  const open = () => {
    opened ??= openDriver().then((driver) => ({ driver, disk: new Disk(driver) }))
    return opened
  }
  return {
    put: async (key, bytes) => (await open()).disk.put(placeOf(key), bytes),
    async putFile(key, path) {
      const { size } = await stat(path)
      const bytes = createReadStream(path)
      try {
        await (await open()).disk.putStream(placeOf(key), bytes, { contentLength: size })
      } finally {
        bytes.destroy()
      }
    },
    async read(key, range) {
      const bytes = await (await open()).driver.getRange(placeOf(key), range)
      if (!bytes) throw new BytesMissing(key)
      return bytes
    },
    async size(key) {
      const { disk } = await open()
      // A question for what is not there is an error to some drivers, of a kind that differs between them.
      if (!(await disk.exists(placeOf(key)))) return null
      return (await disk.getMetaData(placeOf(key))).contentLength
    },
    remove: async (key) => (await open()).disk.delete(placeOf(key)),
    async *list() {
      const { disk } = await open()
      let paginationToken: string | undefined
      do {
        const page = await disk.listAll('/', { recursive: true, paginationToken })
        for (const found of page.objects) {
          if (!found.isFile) continue
          const known = await found.getMetaData().catch(() => null)
          // Gone between being listed and being looked at.
          if (!known) continue
          const key = found.key.slice(found.key.lastIndexOf('/') + 1)
          yield { key, changedAt: known.lastModified }
        }
        paginationToken = page.paginationToken
      } while (paginationToken)
    },
  }
}

/** Two letters from the end: ids begin with their time, so their beginnings would all share one folder. */
function placeOf(key: string): string {
  return `${key.slice(-2)}/${key}`
}
