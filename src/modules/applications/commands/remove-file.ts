import { sql } from '../../../platform/db/sql.ts'
import { notFound } from '../../../platform/errors.ts'
import { filesOf, findApplication } from '../application-row.ts'
import { ChangedApplication, FileReference } from '../contract.ts'
import { letFilesGo } from '../file-row.ts'
import { onlyWritten } from '../policy.ts'
import { command } from '../room.ts'

export const removeFile = command({
  name: 'applications.removeFile',
  summary: 'Remove a file from what you are writing',
  permission: 'person',
  input: FileReference,
  output: ChangedApplication,
  http: { method: 'delete', path: '/applications/:applicationId/files/:fileId' },
  target: ({ tx, actor, now }, { applicationId }) =>
    findApplication(tx.sql, { actor, now }, applicationId, { locked: true }),
  rule: onlyWritten,
  async run({ tx, now, call, record }, { applicationId, fileId }, application) {
    const files = await filesOf(tx.sql, application)
    const file = files.find(({ id, inDraft }) => id === fileId && inDraft)
    if (!file) throw notFound()
    const version = application.version + 1
    if (file.inBid)
      await tx.sql(sql`
        UPDATE application_files SET in_draft = false WHERE tenant_id = ${application.tenantId}::uuid AND file_id = ${fileId}::uuid`)
    else await letFilesGo({ tx, call }, application, [fileId])
    await tx.sql(sql`
      UPDATE applications SET draft_saved_at = ${now}, version = ${version}, updated_at = ${now} WHERE id = ${applicationId}::uuid`)
    record({ type: 'application', id: applicationId }, { fileId }, null)
    return { applicationId, version }
  },
})
