import { sql } from '../../../platform/db/sql.ts'
import { filesOf, findApplication } from '../application-row.ts'
import { currentBid } from '../bid-row.ts'
import { ApplicationReference, ChangedApplication } from '../contract.ts'
import { readDocument } from '../document.ts'
import { newDraft } from '../draft.ts'
import { applicationWithdrawn } from '../facts.ts'
import { letFilesGo } from '../file-row.ts'
import { onlyWhere } from '../policy.ts'
import { command } from '../room.ts'

/** It frees its place, and what was handed in is a draft again, unless another one is being written already. */
export const withdrawApplication = command({
  name: 'applications.withdrawApplication',
  summary: 'Withdraw what you handed in; until the deadline you may hand in again',
  permission: 'person',
  input: ApplicationReference,
  output: ChangedApplication,
  http: { method: 'post', path: '/applications/:applicationId/withdrawal' },
  severity: 'notable',
  target: ({ tx, actor, now }, { applicationId }) =>
    findApplication(tx.sql, { actor, now }, applicationId, { locked: true }),
  rule: onlyWhere('withdraw'),
  async run({ tx, now, call, record, emit }, { applicationId }, application) {
    const { tenantId, project, status } = application
    const version = application.version + 1
    const of = sql`tenant_id = ${tenantId}::uuid AND`
    const bid = await currentBid(tx.sql, application)
    const back = application.draft === null && bid?.document ? readDocument(bid.document).contents : null
    if (back) {
      const { draft, draftSalt, draftSavedAt } = newDraft(back, now)
      await tx.sql(sql`
        UPDATE applications SET draft = ${JSON.stringify(draft)}::jsonb, draft_salt = ${draftSalt}, draft_saved_at = ${draftSavedAt}
        WHERE ${of} id = ${applicationId}::uuid`)
      await tx.sql(
        sql`UPDATE application_files SET in_draft = true WHERE ${of} application_id = ${applicationId}::uuid`,
      )
    }
    await tx.sql(sql`
      UPDATE bids SET ended_at = ${now}, document = NULL, sealed = NULL WHERE ${of} application_id = ${applicationId}::uuid AND ended_at IS NULL`)
    const files = await filesOf(tx.sql, application)
    await letFilesGo(
      { tx, call },
      application,
      files.filter(({ inDraft }) => !inDraft).map(({ id }) => id),
    )
    await tx.sql(
      sql`UPDATE application_files SET in_bid = false WHERE ${of} application_id = ${applicationId}::uuid`,
    )
    await tx.sql(sql`
      UPDATE applications SET status = 'withdrawn', withdrawn_at = ${now}, total = NULL, currency = NULL, version = ${version},
        updated_at = ${now} WHERE ${of} id = ${applicationId}::uuid`)
    record({ type: 'application', id: applicationId }, { status }, { status: 'withdrawn' })
    emit(applicationWithdrawn, { projectId: project.id, applicationId, number: application.bids })
    return { applicationId, version }
  },
})
