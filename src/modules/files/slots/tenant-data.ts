import { sql } from '../../../platform/db/sql.ts'
import { system } from '../../../platform/policy/actor.ts'
import type { TenantData } from '../../../platform/slots/tenant-data.ts'
import { dropFile } from '../commands/drop-file.ts'

const filesAtOnce = 100

export const tenantData: TenantData = {
  goes: [
    {
      // The smaller forms of a picture go with it, and a job removes the bytes.
      table: 'stored_files',
      async batch({ tx, call }, tenantId) {
        const files = await tx.sql<{ fileId: string }>(sql`
          SELECT id AS "fileId" FROM stored_files WHERE tenant_id = ${tenantId}::uuid ORDER BY id LIMIT ${filesAtOnce}`)
        for (const { fileId } of files)
          await call(dropFile, { fileId }, { as: system('an association is erased', tenantId) })
        return files.length
      },
    },
  ],
  stays: { file_renditions: 'nothing of them: they go with their file' },
}
