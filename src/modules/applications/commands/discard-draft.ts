import { sql } from '../../../platform/db/sql.ts'
import { nothingWritten } from '../application.ts'
import { filesOf, findApplication } from '../application-row.ts'
import { ApplicationReference, ChangedApplication } from '../contract.ts'
import { letFilesGo } from '../file-row.ts'
import { onlyWriters } from '../policy.ts'
import { command } from '../room.ts'

/** Also when it is too late to hand it in: what nobody reads any more needs not be kept. */
export const discardDraft = command({
  name: 'applications.discardDraft',
  summary: 'Throw away what you are writing; what you handed in stays as it is',
  permission: 'person',
  input: ApplicationReference,
  output: ChangedApplication,
  http: { method: 'delete', path: '/applications/:applicationId/draft' },
  target: ({ tx, actor, now }, { applicationId }) =>
    findApplication(tx.sql, { actor, now }, applicationId, { locked: true }),
  rule: onlyWriters,
  async run({ tx, now, call, record }, { applicationId }, application) {
    const { tenantId, status, draft, version } = application
    if (draft === null) throw nothingWritten()
    const files = await filesOf(tx.sql, application)
    await letFilesGo(
      { tx, call },
      application,
      files.filter(({ inBid }) => !inBid).map(({ id }) => id),
    )
    const of = sql`tenant_id = ${tenantId}::uuid AND`
    if (status === 'draft') {
      await tx.sql(sql`DELETE FROM addendum_receipts WHERE ${of} application_id = ${applicationId}::uuid`)
      await tx.sql(sql`DELETE FROM applications WHERE ${of} id = ${applicationId}::uuid`)
      record({ type: 'application', id: applicationId }, { status }, null)
      return { applicationId, version }
    }
    await tx.sql(
      sql`UPDATE application_files SET in_draft = false WHERE ${of} application_id = ${applicationId}::uuid`,
    )
    await tx.sql(sql`
      UPDATE applications SET draft = NULL, draft_salt = NULL, draft_saved_at = NULL, version = ${version + 1}, updated_at = ${now}
      WHERE ${of} id = ${applicationId}::uuid`)
    record({ type: 'application', id: applicationId }, { isRevised: true }, { isRevised: false })
    return { applicationId, version: version + 1 }
  },
})
