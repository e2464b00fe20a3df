import { sql } from '../../../platform/db/sql.ts'
import { FileReference, KeptFile } from '../contract.ts'
import { command } from '../room.ts'

export const registerFile = command({
  name: 'files.registerFile',
  summary: 'Note a file whose bytes are in the storage',
  permission: 'system',
  input: KeptFile,
  output: FileReference,
  async run({ tx, actor, now, record }, { fileId, purpose, name, mediaType, size, sha256, renditions }) {
    await tx.sql(sql`
      INSERT INTO stored_files (id, tenant_id, purpose, name, media_type, size, sha256, created_at)
      VALUES (${fileId}::uuid, ${actor.tenantId}::uuid, ${purpose}, ${name}, ${mediaType}, ${size},
              ${Buffer.from(sha256, 'hex')}, ${now})`)
    if (renditions.length > 0)
      await tx.sql(sql`
        INSERT INTO file_renditions (tenant_id, file_id, width, size, sha256)
        SELECT ${actor.tenantId}::uuid, ${fileId}::uuid, r.width, r.size, decode(r.sha256, 'hex')
        FROM jsonb_to_recordset(${JSON.stringify(renditions)}::jsonb) AS r(width int, size int, sha256 text)`)
    // What somebody called it may say who they are.
    record({ type: 'file', id: fileId }, null, { purpose, mediaType, size, sha256 })
    return { fileId }
  },
})
