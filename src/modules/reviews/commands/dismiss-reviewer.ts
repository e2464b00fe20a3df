import { sql } from '../../../platform/db/sql.ts'
import { notFound } from '../../../platform/errors.ts'
import { ReviewerReference } from '../contract.ts'
import { whileRunning } from '../policy.ts'
import { lockReview } from '../review-row.ts'
import { command } from '../room.ts'

export const dismissReviewer = command({
  name: 'reviews.dismissReviewer',
  summary: 'Have somebody review a project no more; what they have handed in stays',
  permission: 'reviews.manage',
  input: ReviewerReference,
  output: ReviewerReference,
  http: { method: 'delete', path: '/projects/:projectId/reviewers/:personId' },
  severity: 'notable',
  category: 'access',
  target: ({ tx, ...asking }, { projectId }) => lockReview(tx.sql, asking, projectId),
  rule: whileRunning,
  async run({ tx, now, record }, { projectId, personId }, { tenantId }) {
    const [ended] = await tx.sql<{ id: string }>(sql`
      UPDATE reviewers SET ended_at = ${now} WHERE tenant_id = ${tenantId}::uuid AND project_id = ${projectId}::uuid
        AND person_id = ${personId}::uuid AND ended_at IS NULL RETURNING id`)
    if (!ended) throw notFound()
    record({ type: 'reviewer', id: ended.id }, { endedAt: null }, { endedAt: now })
    return { projectId, personId }
  },
})
