import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { z } from 'zod'
import { keyOf } from '../../src/modules/files/index.ts'
import {
  readExportAddresses,
  readExportPlan,
  readExportRows,
  tenantExport,
} from '../../src/modules/tenants/index.ts'
import { task } from '../../src/platform/declare/task.ts'
import { ZipEntry, zipDirectory, zipFile, zipHead, zipTail } from '../../src/platform/tasks/zip-parts.ts'

const rowsOfFile = 2_000
const bytesOfPart = 4 * 1024 * 1024

const Written = z.strictObject({ table: z.string(), file: z.string(), rows: z.int(), sha256: z.string() })

const State = z.strictObject({
  /** Which table is next, and the key of the last row of it that was written. */
  step: z.int(),
  after: z.array(z.string()).nullable(),
  number: z.int(),
  /** The stored file that was begun last, and how many bytes of it are written. */
  file: z.string().nullable(),
  at: z.int(),
  crc: z.number(),
  offset: z.number(),
  entries: z.array(ZipEntry),
  written: z.array(Written),
})

/**
 * Everything is written piece by piece, and a run that comes after a crash goes on where the last one was: a file of rows is
 * read and written whole, of stored files some megabytes at a time. Nothing of it need fit into memory but the list of files.
 */
export const exportTenant = task(tenantExport, {
  summary: 'Puts everything that an association keeps into one file',
  state: State,
  whileSuspended: true,
  retry: { limit: 5, delaySeconds: 30, maxDelaySeconds: 600 },
  timeoutSeconds: 6 * 3600,
  async handle({ ask, now, storage, output, progress, checkpoint, state, t }, { tenantId }) {
    const plan = await ask(readExportPlan, { tenantId })
    const sources = ['addresses', ...plan.tables.map(({ name }) => name)]
    const total = sources.length + plan.files.length
    const at = state ?? {
      step: 0,
      after: null,
      number: 1,
      file: null,
      at: 0,
      crc: 0,
      offset: 0,
      entries: [],
      written: [],
    }
    let kept = at.offset
    const keep = async (done: number) => {
      kept = at.offset
      await checkpoint(at, { done, total, phase: 'tenants.export.phase' })
    }
    const put = (bytes: Buffer) => {
      output.write(bytes)
      at.offset += bytes.byteLength
    }

    while (at.step < sources.length) {
      const table = sources[at.step] as string
      const read = { tenantId, after: at.after, limit: rowsOfFile }
      const { lines, after } =
        table === 'addresses'
          ? await ask(readExportAddresses, { ...read, after: at.after?.[0] ?? null })
          : await ask(readExportRows, { ...read, table })
      if (lines.length > 0 || at.number === 1) {
        const content = Buffer.from(lines.map((line) => `${line}\n`).join(''))
        const file = `data/${table}-${String(at.number).padStart(5, '0')}.jsonl`
        const { bytes, entry } = zipFile(file, content, at.offset)
        put(bytes)
        at.entries.push(entry)
        at.written.push({
          table,
          file,
          rows: lines.length,
          sha256: createHash('sha256').update(content).digest('hex'),
        })
      }
      const isWhole = lines.length < rowsOfFile
      at.step += isWhole ? 1 : 0
      at.number = isWhole ? 1 : at.number + 1
      at.after = isWhole ? null : after
      await keep(at.step)
    }

    // By their names, not by how many: one may have gone since the run before. Where it was half written, no line of the
    // directory leads there.
    const isWritten = new Set(at.entries.map(({ name }) => name))
    for (const [index, file] of plan.files.entries()) {
      const name = `files/${file.fileId}`
      if (isWritten.has(name)) continue
      const done = sources.length + index
      if (at.file !== file.fileId) {
        at.file = file.fileId
        at.at = 0
        at.crc = 0
        put(zipHead(name, 0))
      }
      while (at.at < file.size) {
        const until = Math.min(at.at + bytesOfPart, file.size)
        for await (const piece of await storage.read(keyOf(file.fileId), { start: at.at, end: until - 1 })) {
          at.crc = crc32(piece as Uint8Array, at.crc)
          at.at += (piece as Uint8Array).byteLength
          put(piece as Buffer)
        }
        if (at.at < file.size) await keep(done)
      }
      const sizes = { crc: at.crc, packed: file.size, size: file.size }
      const head = zipHead(name, 0).byteLength
      at.entries.push({ name, method: 0, ...sizes, offset: at.offset - file.size - head })
      put(zipTail(sizes))
      // Each time the whole list of files is kept: for every small file that would be more than the files.
      if (at.offset - kept >= bytesOfPart) await keep(done + 1)
      else progress({ done: done + 1 })
    }

    const manifest = {
      format: 'guildhall association',
      version: 1,
      association: plan.association,
      associationId: tenantId,
      exportedAt: now,
      tables: at.written,
      files: plan.files.map(({ fileId, size, sha256 }) => ({ file: `files/${fileId}`, size, sha256 })),
      leftOut: plan.leftOut,
      heldBack: plan.heldBack,
      columnsLeftOut: plan.tables.filter(({ secret }) => secret.length > 0),
    }
    const { bytes, entry } = zipFile(
      'manifest.json',
      Buffer.from(JSON.stringify(manifest, null, 2)),
      at.offset,
    )
    put(bytes)
    output.write(zipDirectory([...at.entries, entry], at.offset))
    return {
      fileName: `${t('tenants.export.fileName')}-${now.toISOString().slice(0, 10)}.zip`,
      mediaType: 'application/zip',
    }
  },
})
