import { sql } from '../../../platform/db/sql.ts'
import { FileReference, KeptFile } from '../contract.ts'
import { command } from '../room.ts'

export const registerFile = command({
  name: 'files.registerFile',
  summary: 'Note a file whose bytes are in the storage',
  permission: 'system',
  input: KeptFile,
  output: FileReference,
  async run({ tx, actor, now, record }, { fileId, mediaType, size, sha256 }) {
    await tx.sql(sql`
      INSERT INTO stored_files (id, tenant_id, media_type, size, sha256, created_at)
      VALUES (${fileId}::uuid, ${actor.tenantId}::uuid, ${mediaType}, ${size}, ${Buffer.from(sha256, 'hex')}, ${now})`)
    record({ type: 'file', id: fileId }, null, { mediaType, size, sha256 })
    return { fileId }
  },
})
