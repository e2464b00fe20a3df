import { crc32 } from 'node:zlib'
import { z } from 'zod'
import {
  applicationExport,
  exportCells,
  exportFolder,
  exportHead,
  exportName,
  listExported,
  readProjectToExport,
} from '../../src/modules/applications/index.ts'
import { keyOf } from '../../src/modules/files/index.ts'
import { task } from '../../src/platform/declare/task.ts'
import { byteOrderMark, csvLine } from '../../src/platform/lists/csv.ts'
import { ZipEntry, zipDirectory, zipFile, zipHead, zipTail } from '../../src/platform/tasks/zip-parts.ts'

/** Each may have some hundred kilobytes of words. */
const atOnce = 20
const bytesOfPart = 4 * 1024 * 1024
const tableName = 'applications.csv'

const State = z.strictObject({
  /** First the table of all, then, in an archive, what came with each. */
  pass: z.enum(['table', 'files']),
  cursor: z.string().nullable(),
  /** Applications of this pass that are written, and how many there were in all. */
  number: z.int(),
  count: z.int(),
  /** Of what is being written now: which stored file, how many bytes of it, and their checksum. */
  file: z.string().nullable(),
  at: z.int(),
  crc: z.number(),
  offset: z.number(),
  entries: z.array(ZipEntry),
})

/**
 * Written piece by piece, never more of it in memory than a page of applications and some megabytes of one file; a run that
 * comes after a crash goes on where the last one was.
 */
export const exportApplications = task(applicationExport, {
  summary: 'Writes all that was handed in for a project into a table, or an archive with its attachments',
  state: State,
  retry: { limit: 5, delaySeconds: 10, maxDelaySeconds: 300 },
  timeoutSeconds: 6 * 3600,
  async handle(
    { askAsStarter, t, now, state, output, checkpoint, progress, storage },
    { projectId, form, token },
  ) {
    const { slug, count } = await askAsStarter(token, readProjectToExport, { projectId })
    const isArchive = form === 'zip'
    const at: z.output<typeof State> = state ?? {
      pass: 'table',
      cursor: null,
      number: 0,
      count,
      file: null,
      at: 0,
      crc: 0,
      offset: 0,
      entries: [],
    }
    let kept = at.offset
    const come = (number: number) => ({
      done: Math.min(number, at.count) + (at.pass === 'files' ? at.count : 0),
      total: isArchive ? 2 * at.count : at.count,
      phase: `applications.export.${at.pass}`,
    })
    const keep = async () => {
      kept = at.offset
      await checkpoint(at, come(at.number))
    }
    const put = (bytes: Uint8Array) => {
      output.write(bytes)
      at.offset += bytes.byteLength
    }
    /** What is written of the file that was begun, which an archive tells at its end. */
    const putOfFile = (bytes: Uint8Array) => {
      at.crc = crc32(bytes, at.crc)
      at.at += bytes.byteLength
      put(bytes)
    }
    const begin = (name: string, file: string) => {
      at.file = file
      at.at = 0
      at.crc = 0
      put(zipHead(name, 0))
    }
    const end = (name: string) => {
      const sizes = { crc: at.crc, packed: at.at, size: at.at }
      at.entries.push({ name, method: 0, ...sizes, offset: at.offset - at.at - zipHead(name, 0).byteLength })
      put(zipTail(sizes))
      at.file = null
    }
    const lot = () => askAsStarter(token, listExported, { projectId, cursor: at.cursor, limit: atOnce })

    while (at.pass === 'table') {
      if (at.cursor === null) {
        if (isArchive) begin(tableName, tableName)
        putOfFile(Buffer.from(byteOrderMark + csvLine(exportHead(t))))
      }
      const { items, nextCursor } = await lot()
      for (const application of items) {
        at.number += 1
        const folder = isArchive ? exportFolder(application) : ''
        putOfFile(Buffer.from(csvLine(exportCells(application, folder, t))))
        if (application.personId) output.speaksOf(application.personId)
      }
      at.cursor = nextCursor
      if (nextCursor === null) {
        if (!isArchive)
          return { fileName: `${t('applications.export.fileName')}-${slug}.csv`, mediaType: 'text/csv' }
        end(tableName)
        at.pass = 'files'
        at.number = 0
      }
      await keep()
    }

    // By their names, not by how many. Where one has gone since it was begun, no line of the directory leads to its beginning.
    const isWritten = new Set(at.entries.map(({ name }) => name))
    const whole = (name: string, content: string) => {
      if (isWritten.has(name)) return
      const { bytes, entry } = zipFile(name, Buffer.from(content), at.offset)
      put(bytes)
      at.entries.push(entry)
    }
    for (let isLast = false; !isLast; ) {
      const { items, nextCursor } = await lot()
      for (const [place, application] of items.entries()) {
        const folder = exportFolder(application)
        if (application.document === null)
          whole(
            `${folder}/${t('applications.export.sealedName')}.txt`,
            `${t('applications.export.sealed')}\n`,
          )
        else whole(`${folder}/application.json`, application.document)
        for (const [index, file] of application.files.entries()) {
          const name = `${folder}/${exportName(index, file)}`
          if (isWritten.has(name)) continue
          if (at.file !== file.id) begin(name, file.id)
          while (at.at < file.size) {
            const until = Math.min(at.at + bytesOfPart, file.size)
            for await (const piece of await storage.read(keyOf(file.id), { start: at.at, end: until - 1 }))
              putOfFile(piece as Uint8Array)
            if (at.at < file.size) await keep()
          }
          end(name)
          if (at.offset - kept >= bytesOfPart) await keep()
        }
        progress(come(at.number + place + 1))
      }
      isLast = nextCursor === null
      at.cursor = nextCursor
      at.number += items.length
      if (!isLast) await keep()
    }
    output.write(zipDirectory(at.entries, at.offset))
    return {
      fileName: `${t('applications.export.fileName')}-${slug}-${now.toISOString().slice(0, 10)}.zip`,
      mediaType: 'application/zip',
    }
  },
})
