import { sql } from '../../../platform/db/sql.ts'
import { Nothing, VisitReference } from '../contract.ts'
import { command } from '../room.ts'

/** Its time is up. Since then nothing was answered to it; this is what the audit says of it. */
export const endVisit = command({
  name: 'tenants.endVisit',
  summary: 'Note that the visit of a platform administrator is over',
  permission: 'system',
  input: VisitReference,
  output: Nothing,
  severity: 'critical',
  async run({ tx, now, record }, { visitId }) {
    const [ended] = await tx.sql<{ endedAt: Date }>(sql`
      UPDATE tenant_visits SET ended_at = ends_at WHERE id = ${visitId}::uuid AND ended_at IS NULL AND ends_at <= ${now}
      RETURNING ended_at AS "endedAt"`)
    if (ended) record({ type: 'tenantVisit', id: visitId }, {}, ended)
    return {}
  },
})
