import { sql } from '../../../platform/db/sql.ts'
import { notFound } from '../../../platform/errors.ts'
import { FileReference } from '../contract.ts'
import { fileDropped } from '../facts.ts'
import { command } from '../room.ts'

/** Forgets a file; a job removes its bytes once that is committed. */
export const dropFile = command({
  name: 'files.dropFile',
  summary: 'Forget a file',
  permission: 'system',
  input: FileReference,
  output: FileReference,
  async run({ tx, actor, record, emit }, { fileId }) {
    const [dropped] = await tx.sql<{ widths: number[] }>(sql`
      WITH smaller AS (
        DELETE FROM file_renditions WHERE file_id = ${fileId}::uuid AND tenant_id = ${actor.tenantId}::uuid RETURNING width)
      DELETE FROM stored_files WHERE id = ${fileId}::uuid AND tenant_id = ${actor.tenantId}::uuid
      RETURNING ARRAY(SELECT width FROM smaller) AS widths`)
    if (!dropped) throw notFound()
    record({ type: 'file', id: fileId }, {}, null)
    emit(fileDropped, { fileId, widths: dropped.widths })
    return { fileId }
  },
})
