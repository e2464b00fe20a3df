import { sql } from '../../../platform/db/sql.ts'
import { appliesFor } from '../candidate-row.ts'
import { DismissedApplicants, ProjectReference } from '../contract.ts'
import { applicantsDismissed } from '../facts.ts'
import { lockReview } from '../review-row.ts'
import { command } from '../room.ts'

/** Once nothing comes in any more: before that it would tell who applies. */
export const dismissApplicants = command({
  name: 'reviews.dismissApplicants',
  summary: 'Have those review a project no more who apply for it',
  permission: 'system',
  input: ProjectReference,
  output: DismissedApplicants,
  target: ({ tx, ...asking }, { projectId }) => lockReview(tx.sql, asking, projectId),
  async run({ tx, now, record, emit }, { projectId }, review) {
    const dismissed = await tx.sql<{ id: string }>(sql`
      UPDATE reviewers w SET ended_at = ${now} WHERE w.tenant_id = ${review.tenantId}::uuid AND w.project_id = ${projectId}::uuid
        AND w.ended_at IS NULL AND ${appliesFor(review, sql`w.person_id`)} RETURNING w.id`)
    for (const { id } of dismissed) record({ type: 'reviewer', id }, { endedAt: null }, { endedAt: now })
    if (dismissed.length > 0) emit(applicantsDismissed, { projectId, count: dismissed.length })
    return { projectId, dismissed: dismissed.length }
  },
})
