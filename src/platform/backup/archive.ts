import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { finished, pipeline } from 'node:stream/promises'
import yauzl from 'yauzl'
import yazl from 'yazl'
import type { z } from 'zod'
import type { Crypto } from '../crypto/crypto.ts'
import { KeyMissing, NotAsSealed } from '../crypto/envelope.ts'
import { wayToKey } from '../crypto/refuse-lost-keys.ts'
import { StartupError } from '../startup-error.ts'
import { Manifest, manifestEntry } from './manifest.ts'
import { openSealed, type SealedFile } from './sealed-file.ts'

/*
 * A backup is an ordinary zip file, so that anybody can look into it. Its last entry is the manifest, whose hash is
 * the comment of the zip: without its end a backup is not one.
 */

export interface Measured {
  size: number
  sha256: string
}

export interface ArchiveWriter {
  add(entry: string, content: Readable, packed: boolean): Promise<Measured>
  /** Only now does the archive get its name. */
  finish(manifest: Manifest): Promise<void>
  abandon(): Promise<void>
}

/** `seal` is what the whole archive passes on its way to the disk. */
export async function createArchive(path: string, seal: Transform | null): Promise<ArchiveWriter> {
  const unfinished = `${path}.${randomUUID().slice(0, 8)}.unfinished`
  const zip = new yazl.ZipFile()
  const file = createWriteStream(unfinished, { flags: 'wx', mode: 0o600, flush: true })
  const written = pipeline([zip.outputStream, ...(seal ? [seal] : []), file])
  // Whoever adds next hears of it; until then it is nobody's.
  written.catch(() => {})
  return {
    async add(entry, content, packed) {
      const passed = measuring()
      content.once('error', (error) => passed.stream.destroy(error))
      zip.addReadStream(content.pipe(passed.stream), entry, { compress: packed, mode: 0o600 })
      // The disk may fill up while it is written.
      await Promise.race([finished(passed.stream), written])
      return passed.result()
    },
    async finish(manifest) {
      const text = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`)
      zip.addBuffer(text, manifestEntry, { mode: 0o600 })
      zip.end({ comment: hashOf(text), forceZip64Format: false })
      await written
      await rename(unfinished, path)
      const folder = await open(dirname(path), 'r')
      try {
        await folder.sync()
      } finally {
        await folder.close()
      }
    },
    async abandon() {
      file.destroy()
      await rm(unfinished, { force: true })
    },
  }
}

export interface ArchiveReader {
  manifest: Manifest
  read(entry: string): Promise<Readable>
  close(): Promise<void>
}

/** Opens a backup and proves that every byte of it is as it was written. */
export async function openArchive(path: string, crypto: Crypto): Promise<ArchiveReader> {
  const { zip, close } = await openZip(path, crypto)
  try {
    const entries = await listEntries(zip)
    const read = async (name: string): Promise<Readable> => {
      const entry = entries.get(name)
      if (!entry) throw damaged(path, `${name} is missing`)
      return openEntry(zip, entry)
    }
    const manifest = await readManifest(path, zip, read)
    for (const { entry, sha256 } of [...manifest.tables, ...manifest.files]) {
      const { stream, result } = measuring()
      const content = await read(entry)
      content.once('error', (error) => stream.destroy(error))
      content.pipe(stream).resume()
      await finished(stream).catch(() => {
        throw damaged(path, `${entry} cannot be unpacked`)
      })
      if (result().sha256 !== sha256) throw damaged(path, `${entry} is not as it was written`)
    }
    return { manifest, read, close }
  } catch (error) {
    await close()
    throw error instanceof StartupError ? error : damaged(path, 'it cannot be read to its end')
  }
}

async function readManifest(
  path: string,
  zip: yauzl.ZipFile,
  read: (entry: string) => Promise<Readable>,
): Promise<Manifest> {
  const text = await buffer(await read(manifestEntry)).catch((error) => {
    throw error instanceof StartupError ? error : damaged(path, 'its manifest cannot be unpacked')
  })
  if (hashOf(text) !== zip.comment) throw damaged(path, 'its manifest is not as it was written')
  const parsed = readJson(text)
  const manifest = Manifest.safeParse(parsed)
  if (manifest.success) return manifest.data
  const format = (parsed as { format?: unknown } | null)?.format
  if (format === undefined)
    throw new StartupError(
      `${path} is no backup of Guildhall: its manifest says no format. Nothing was restored.`,
    )
  if (format !== 1)
    throw new StartupError(
      `${path} was made by another version of Guildhall, in a format (${String(format)}) that this one does not know. Nothing was restored.`,
    )
  throw new StartupError(
    `${path} has a manifest that another program wrote, or somebody changed: ${placesOf(manifest.error)} cannot be what a backup says there. Nothing was restored.`,
  )
}

function readJson(text: Buffer): unknown {
  try {
    return JSON.parse(text.toString())
  } catch {
    return null
  }
}

/** The first few places that are wrong: `tables.3.rows, sequences`. */
function placesOf({ issues }: z.ZodError): string {
  const places = [...new Set(issues.map(({ path }) => path.map(String).join('.')))]
  return places.length > 3 ? `${places.slice(0, 3).join(', ')} and more` : places.join(', ')
}

function damaged(path: string, what: string): StartupError {
  return new StartupError(
    `${path} is damaged: ${what}. Nothing was restored. Take another copy or an earlier backup.`,
  )
}

interface OpenZip {
  zip: yauzl.ZipFile
  close(): Promise<void>
}

async function openZip(path: string, crypto: Crypto): Promise<OpenZip> {
  const options: yauzl.Options = { lazyEntries: true, autoClose: false, strictFileNames: true }
  let sealed: SealedFile | null = null
  try {
    sealed = await openSealed(path, crypto)
    const zip = await (sealed
      ? yauzl.fromRandomAccessReaderPromise(new SealedReader(sealed), sealed.size, options)
      : yauzl.openPromise(path, options))
    return {
      zip,
      async close() {
        zip.close()
        // A reader whose stream has failed is never let go of.
        await sealed?.close()
      },
    }
  } catch (error) {
    await sealed?.close()
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new StartupError(`There is no file ${path}.`)
    if (error instanceof KeyMissing)
      throw new StartupError(
        `${path} is sealed under the key "${error.keyId}", which ENCRYPTION_KEYS does not hold. ${wayToKey(error.keyId)}`,
      )
    if (error instanceof NotAsSealed)
      throw new StartupError(
        `The key in ENCRYPTION_KEYS does not fit: ${path} was sealed under another one of the same name, or its beginning is damaged. Nothing was restored. Set the ENCRYPTION_KEYS that it was made with.`,
      )
    throw damaged(path, 'it is cut off, or was never a backup')
  }
}

class SealedReader extends yauzl.RandomAccessReader {
  readonly #file: SealedFile

  constructor(file: SealedFile) {
    super()
    this.#file = file
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return this.#file.read(start, end)
  }

  override close(callback: (error: Error | null) => void): void {
    this.#file.close().then(() => callback(null), callback)
  }
}

function listEntries(zip: yauzl.ZipFile): Promise<Map<string, yauzl.Entry>> {
  const entries = new Map<string, yauzl.Entry>()
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: yauzl.Entry) => {
      entries.set(entry.fileName, entry)
      zip.readEntry()
    })
    zip.on('end', () => resolve(entries))
    zip.on('error', () => reject(new StartupError('The list of what the backup holds is damaged.')))
    zip.readEntry()
  })
}

function openEntry(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)))
  })
}

function measuring(): { stream: Transform; result(): Measured } {
  const hash = createHash('sha256')
  let size = 0
  const stream = new Transform({
    transform(piece: Buffer, _encoding, done) {
      hash.update(piece)
      size += piece.byteLength
      done(null, piece)
    },
  })
  return { stream, result: () => ({ size, sha256: hash.digest('hex') }) }
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
