import { sql } from '../../../platform/db/sql.ts'
import { system } from '../../../platform/policy/actor.ts'
import { keepFile, registerFile } from '../../files/index.ts'
import { mostFiles, tooManyFiles } from '../application.ts'
import { filesOf, findApplication } from '../application-row.ts'
import { attachment } from '../attachment.ts'
import { AddFile, FileReference } from '../contract.ts'
import { onlyWritten } from '../policy.ts'
import { command } from '../room.ts'

export const addFile = command({
  name: 'applications.addFile',
  summary: 'Add a file to what you are writing: PDF, PNG, JPEG or WebP, at most 20 MB',
  permission: 'person',
  input: AddFile,
  output: FileReference,
  http: { method: 'post', path: '/applications/:applicationId/files', status: 201, upload: attachment },
  prepare: ({ services }, { file }) => keepFile(services, attachment, file),
  target: ({ tx, actor, now }, { applicationId }) =>
    findApplication(tx.sql, { actor, now }, applicationId, { locked: true }),
  rule: onlyWritten,
  async run({ tx, now, prepared, call, record }, { applicationId }, application) {
    const { tenantId, version } = application
    const files = await filesOf(tx.sql, application)
    if (files.filter(({ inDraft }) => inDraft).length >= mostFiles)
      throw tooManyFiles({ values: { most: mostFiles } })
    const { fileId } = prepared
    await call(registerFile, prepared, { as: system('a file is added to an application', tenantId) })
    await tx.applicationFile.create({
      data: { tenantId, applicationId, fileId, inDraft: true, inBid: false, addedAt: now },
    })
    await tx.sql(sql`
      UPDATE applications SET draft_saved_at = ${now}, version = ${version + 1}, updated_at = ${now} WHERE id = ${applicationId}::uuid`)
    record({ type: 'application', id: applicationId }, null, { fileId })
    return { applicationId, fileId }
  },
})
