import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import type { ReviewRow } from './views.ts'

/** What shows more of what came in than a blind review does, and stands in the audit each time with its project. */
const openings = [
  'applications.listApplications',
  'applications.readApplication',
  'applications.readApplicationDocument',
  'applications.readReceipts',
  'applications.readKeptMatch',
  'applications.requestExport',
  'reviews.listWeighed',
  'reviews.readWeighed',
  'reviews.previewDecisions',
  'reviews.listRecords',
]

/**
 * Whether somebody has read by their office what came in for a project. The audit knows: nothing of it is answered before that is
 * kept, and no entry ever goes. Of what was read as an entry that was merged into theirs, too.
 */
export async function hasReadBids(
  run: RunSql,
  { tenantId, projectId }: Pick<ReviewRow, 'tenantId' | 'projectId'>,
  personId: string,
): Promise<boolean> {
  const [found] = await run(sql`
    SELECT 1 FROM audit_trail e JOIN project_places j ON j.tenant_id = e.tenant_id AND j.project_id = ${projectId}::uuid
    WHERE e.tenant_id = ${tenantId}::uuid AND e.occurred_at >= least(j.deadline, j.closed_at) AND e.outcome = 'done'
      AND e.operation = ANY(${openings}::text[])
      AND (e.person_id = ${personId}::uuid OR e.person_id IN (SELECT m.person_id FROM merged_people m
        WHERE m.tenant_id = e.tenant_id AND m.merged_into_id = ${personId}::uuid))
      AND EXISTS (SELECT FROM json_array_elements(e.changes) c
        WHERE c->>'id' = ${projectId}::text OR c->'after'->>'projectId' = ${projectId}::text)
    LIMIT 1`)
  return found !== undefined
}
