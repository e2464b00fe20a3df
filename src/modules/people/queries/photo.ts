import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { PersonReference } from '../contract.ts'
import { query } from '../room.ts'

/** The photo of a person of one's own association. */
export const readPhoto = query({
  name: 'people.readPhoto',
  summary: 'Find the photo of a person',
  permission: 'member',
  input: PersonReference,
  output: z.strictObject({ fileId: z.uuid(), mediaType: z.string(), size: z.int() }),
  async target({ db, actor }, { personId }) {
    const [photo] = await db.sql<{ fileId: string; mediaType: string; size: number }>(sql`
      SELECT f.file_id AS "fileId", f.media_type AS "mediaType", f.size FROM persons p
      JOIN kept_files f ON f.tenant_id = p.tenant_id AND f.file_id = p.photo_id
      WHERE p.id = ${personId}::uuid AND p.tenant_id = ${actor.tenantId}::uuid AND p.deleted_at IS NULL`)
    return photo ?? null
  },
  run: async (_context, _input, photo) => photo,
})
