import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { keyOf } from '../../files/index.ts'
import { PhotoReference } from '../contract.ts'
import { isInGoodStanding, isMember, isShownTo } from '../policy.ts'
import { query } from '../room.ts'

interface PhotoRow {
  fileId: string
  mediaType: string
  size: number
  sha256: Buffer
  width: number | null
}

/** The photo of a person, for those to whom they show it; strangers see it where they find the person. Photos from before there were sizes are given as they came. */
export const readPhoto = query({
  name: 'people.readPhoto',
  summary: 'Find the photo of a person',
  permission: 'anyone',
  input: PhotoReference,
  output: z.strictObject({
    fileId: z.uuid(),
    key: z.string(),
    mediaType: z.string(),
    size: z.int(),
    tag: z.string(),
  }),
  async target({ db, actor, now }, { personId, size }) {
    const isFound = sql`${isShownTo(sql`p.shown_to`, actor, now)} AND ${isInGoodStanding(now)}`
    const isSeen = isMember(actor, now) ? sql`true` : isFound
    const [photo] = await db.sql<PhotoRow>(sql`
      SELECT f.file_id AS "fileId", f.media_type AS "mediaType", coalesce(r.size, f.size) AS size,
             coalesce(r.sha256, f.sha256) AS sha256, r.width FROM persons p
      JOIN kept_files f ON f.tenant_id = p.tenant_id AND f.file_id = p.photo_id
      LEFT JOIN kept_renditions r ON r.tenant_id = f.tenant_id AND r.file_id = f.file_id AND r.width = ${size}
      WHERE p.id = ${personId}::uuid AND p.tenant_id = ${actor.tenantId}::uuid AND p.deleted_at IS NULL
        AND ${isShownTo(sql`p.photo_to`, actor, now)} AND ${isSeen}`)
    return photo ?? null
  },
  run: async (_context, _input, { fileId, mediaType, size, sha256, width }) => ({
    fileId,
    key: keyOf(fileId, width),
    mediaType,
    size,
    tag: sha256.toString('hex'),
  }),
})
