import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { filesOf, findApplication } from '../application-row.ts'
import { ApplicationReference } from '../contract.ts'
import { letFilesGo } from '../file-row.ts'
import { command } from '../room.ts'

/** What another application counts for instead is kept as long as that can be undone. Its receipts stay. */
export const dropSetAside = command({
  name: 'applications.dropSetAside',
  summary: 'Drop what was written in an application that was set aside for good',
  permission: 'system',
  input: ApplicationReference,
  output: ApplicationReference.extend({ isDropped: z.boolean() }),
  target: ({ tx, actor, now }, { applicationId }) =>
    findApplication(tx.sql, { actor, now }, applicationId, { locked: true }),
  async run({ tx, now, call, record }, { applicationId }, application) {
    // The merge was undone a moment ago.
    if (!application.isSetAside) return { applicationId, isDropped: false }
    const { tenantId } = application
    const files = await filesOf(tx.sql, application)
    await letFilesGo(
      { tx, call },
      application,
      files.map(({ id }) => id),
    )
    await tx.sql(sql`
      UPDATE bids SET document = NULL, sealed = NULL, ended_at = coalesce(ended_at, ${now})
      WHERE tenant_id = ${tenantId}::uuid AND application_id = ${applicationId}::uuid`)
    await tx.sql(sql`
      UPDATE applications SET draft = NULL, draft_salt = NULL, draft_saved_at = NULL, match_reasons = NULL, updated_at = ${now}
      WHERE tenant_id = ${tenantId}::uuid AND id = ${applicationId}::uuid`)
    record({ type: 'application', id: applicationId }, {}, { isDropped: true })
    return { applicationId, isDropped: true }
  },
})
