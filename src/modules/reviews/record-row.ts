import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import { filePurpose } from '../files/index.ts'
import { overseenReviews, standsApartFrom } from './policy.ts'
import { type Asking, reviewedProjects } from './review-row.ts'
import { asOf, type RecordableRow, reviewColumns } from './views.ts'

export const decisionRecord = filePurpose({
  name: 'reviews.decisionRecord',
  mediaTypes: ['application/pdf'],
  limitBytes: 50 * 1024 * 1024,
  links: 'person',
})

/**
 * A review as far as whoever asks sees all of it: a record speaks of every application, so who stands apart from one of them
 * has none. It is decided when something is, nothing waits, and nothing is open that could still be decided.
 */
export async function findRecordable(
  run: RunSql,
  { actor, now }: Asking,
  projectId: string,
): Promise<RecordableRow | null> {
  const [row] = await run<RecordableRow>(sql`
    SELECT ${reviewColumns}, j.time_zone AS "timeZone",
      EXISTS (SELECT 1 FROM review_decisions d WHERE d.tenant_id = j.tenant_id AND d.project_id = j.project_id AND d.status = 'final')
      AND NOT EXISTS (SELECT 1 FROM review_decisions d WHERE d.tenant_id = j.tenant_id AND d.project_id = j.project_id
        AND d.status = 'proposed' AND j.status <> 'cancelled')
      AND NOT EXISTS (SELECT 1 FROM submitted_applications a WHERE a.tenant_id = j.tenant_id AND a.project_id = j.project_id
        AND a.status IN ('submitted', 'shortlisted') AND j.status <> 'cancelled') AS "isDecided"
    FROM ${reviewedProjects} WHERE j.project_id = ${projectId}::uuid AND ${overseenReviews(actor, now)}
      AND NOT EXISTS (SELECT 1 FROM submitted_applications a WHERE a.tenant_id = j.tenant_id AND a.project_id = j.project_id
        AND ${standsApartFrom(actor)})`)
  return row ? asOf(row, now) : null
}
