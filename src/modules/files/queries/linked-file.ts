import { sql } from '../../../platform/db/sql.ts'
import { FileLink, OpenedFile } from '../contract.ts'
import { isGood } from '../file-link.ts'
import { withTrueEnding } from '../media-type.ts'
import { query } from '../room.ts'
import { linkEnded } from '../stored-file.ts'

interface FileRow {
  fileId: string
  name: string | null
  mediaType: string
  size: number
  sha256: Buffer
}

/** The link itself is the right to see: the room that made it has judged. */
export const openLinkedFile = query({
  name: 'files.openLinkedFile',
  summary: 'Open a file by a link to it',
  permission: 'anyone',
  input: FileLink,
  output: OpenedFile,
  isWatched({ fileId, of }) {
    if (of === undefined) return null
    const [type, id] = of.split(' ') as [string, string]
    return { fileId, [`${type}Id`]: id }
  },
  async run({ db, services, actor, now }, link) {
    const readerIds = actor.kind === 'account' ? [actor.personId, actor.accountId] : []
    if (!isGood(services, link, readerIds, now)) throw linkEnded()
    const [file] = await db.sql<FileRow>(sql`
      SELECT id AS "fileId", name, media_type AS "mediaType", size, sha256 FROM stored_files
      WHERE id = ${link.fileId}::uuid`)
    if (!file) throw linkEnded()
    return { ...file, name: withTrueEnding(file.name, file.mediaType), sha256: file.sha256.toString('hex') }
  },
})
