import { buffer } from 'node:stream/consumers'
import yazl from 'yazl'
import { z } from 'zod'
import { keyOf } from '../../src/modules/files/index.ts'
import { readAccountLetter } from '../../src/modules/identity/index.ts'
import { dataExport, readDataExport } from '../../src/modules/privacy/index.ts'
import { task } from '../../src/platform/declare/task.ts'

export const exportMyData = task(dataExport, {
  summary: 'Puts all that is kept about somebody into one file, and tells them',
  state: z.strictObject({}),
  retry: { limit: 3, delaySeconds: 30, maxDelaySeconds: 600 },
  timeoutSeconds: 900,
  async handle({ ask, now, storage, output, progress, mail, sms, link, taskId }, { personId, accountId }) {
    const { associationName, rooms, files } = await ask(readDataExport, { personId, accountId })
    const zip = new yazl.ZipFile()
    const total = rooms.length + files.length
    const add = (name: string, content: unknown) =>
      zip.addBuffer(Buffer.from(`${JSON.stringify(content, null, 2)}\n`), name, { mtime: now })
    add('manifest.json', {
      format: 'guildhall personal data',
      version: 1,
      association: associationName,
      exportedAt: now,
      contents: rooms.map(({ room, tables }) => ({
        room,
        file: `data/${room}.json`,
        // What each is kept for, on what ground and for how long.
        tables: tables.map(({ rows, ...about }) => ({ ...about, count: rows?.length ?? 0 })),
      })),
      files: files.map((file) => ({ room: file.room, name: nameOf(file) })),
    })
    for (const { room, tables } of rooms) {
      add(
        `data/${room}.json`,
        Object.fromEntries(tables.filter(({ rows }) => rows).map(({ table, rows }) => [table, rows])),
      )
      progress({ done: rooms.findIndex((each) => each.room === room) + 1, total })
    }
    for (const [index, file] of files.entries()) {
      zip.addBuffer(await buffer(await storage.read(keyOf(file.fileId))), nameOf(file), { mtime: now })
      progress({ done: rooms.length + index + 1, total })
    }
    zip.end()
    for await (const piece of zip.outputStream) output.write(piece as Uint8Array)

    const account = await ask(readAccountLetter, { accountId, sessionId: null })
    const url = link(`/tasks/${taskId}`)
    if (account?.channel === 'phone')
      await sms.send({
        to: account.to,
        locale: account.locale,
        message: 'privacy.sms.exported',
        values: { brand: associationName, url },
      })
    else if (account)
      await mail.send({
        template: 'privacy/data-ready',
        to: account.to,
        locale: account.locale,
        from: associationName,
        data: { name: account.name, url },
      })
    return { fileName: `my-data-${now.toISOString().slice(0, 10)}.zip`, mediaType: 'application/zip' }
  },
})

/** Names of ours: what somebody called a file does not become a path on their disk. */
function nameOf({
  fileId,
  room,
  name,
  mediaType,
}: {
  fileId: string
  room: string
  name: string
  mediaType: string
}) {
  const ending = /^[\w.+-]+\/(?:x-)?([\w-]+)/.exec(mediaType)?.[1] ?? 'bin'
  return `files/${room}-${name.replaceAll(/[^\w-]+/g, '-')}-${fileId.slice(-6)}.${ending === 'jpeg' ? 'jpg' : ending}`
}
