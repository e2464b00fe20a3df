import { sql } from '../../../platform/db/sql.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { addendaOf } from '../addenda-row.ts'
import { findApplication } from '../application-row.ts'
import { AcknowledgeAddenda, ChangedApplication } from '../contract.ts'
import { onlyWriters } from '../policy.ts'
import { command } from '../room.ts'

/** Those up to the one that they saw: what was issued meanwhile is still to be read. */
export const acknowledgeAddenda = command({
  name: 'applications.acknowledgeAddenda',
  summary: 'Say that you have read the addenda of the project that you apply for, up to one of them',
  permission: 'person',
  input: AcknowledgeAddenda,
  output: ChangedApplication,
  http: { method: 'post', path: '/applications/:applicationId/acknowledgements' },
  severity: 'notable',
  target: ({ tx, actor, now }, { applicationId }) =>
    findApplication(tx.sql, { actor, now }, applicationId, { locked: true }),
  rule: onlyWriters,
  async run({ tx, actor, now, record }, { applicationId, upTo }, application) {
    const { tenantId, version } = application
    const addenda = await addendaOf(tx.sql, application)
    const read = addenda.filter(({ number, acknowledgedAt }) => number <= upTo && acknowledgedAt === null)
    if (read.length > 0)
      await tx.sql(sql`
        INSERT INTO addendum_receipts (tenant_id, application_id, addendum_id, acknowledged_by, acknowledged_at)
        SELECT ${tenantId}::uuid, ${applicationId}::uuid, unnest(${read.map(({ id }) => id)}::uuid[]), ${personOf(actor)}::uuid, ${now}`)
    record({ type: 'application', id: applicationId }, null, { addendaRead: read.map(({ id }) => id) })
    return { applicationId, version }
  },
})
