import { sql } from '../../../platform/db/sql.ts'
import { writtenAlready } from '../application.ts'
import { findApplication } from '../application-row.ts'
import { currentBid } from '../bid-row.ts'
import { emptyContents } from '../contents.ts'
import { ApplicationReference, ChangedApplication } from '../contract.ts'
import { readDocument } from '../document.ts'
import { newDraft } from '../draft.ts'
import { onlyWhere } from '../policy.ts'
import { command } from '../room.ts'

/** What was handed in counts on until the new one is. */
export const reviseApplication = command({
  name: 'applications.reviseApplication',
  summary:
    'Start to write another bid, beginning with what you handed in; that one counts until you hand in the new one',
  permission: 'person',
  input: ApplicationReference,
  output: ChangedApplication,
  http: { method: 'post', path: '/applications/:applicationId/revision' },
  target: ({ tx, actor, now }, { applicationId }) =>
    findApplication(tx.sql, { actor, now }, applicationId, { locked: true }),
  rule: onlyWhere('write'),
  async run({ tx, now, record }, { applicationId }, application) {
    if (application.draft !== null) throw writtenAlready()
    const { tenantId, project } = application
    const bid = await currentBid(tx.sql, application)
    const contents = bid?.document ? readDocument(bid.document).contents : emptyContents(project.currency)
    const { draft, draftSalt, draftSavedAt } = newDraft(contents, now)
    const version = application.version + 1
    await tx.sql(sql`
      UPDATE applications SET draft = ${JSON.stringify(draft)}::jsonb, draft_salt = ${draftSalt}, draft_saved_at = ${draftSavedAt},
        version = ${version}, updated_at = ${now} WHERE tenant_id = ${tenantId}::uuid AND id = ${applicationId}::uuid`)
    if (bid?.document)
      await tx.sql(sql`
        UPDATE application_files SET in_draft = true
        WHERE tenant_id = ${tenantId}::uuid AND application_id = ${applicationId}::uuid AND in_bid`)
    record({ type: 'application', id: applicationId }, null, { isRevised: true })
    return { applicationId, version }
  },
})
