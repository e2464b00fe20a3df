import { sql } from '../../../platform/db/sql.ts'
import { invalid } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { personBehind } from '../../../platform/policy/actor.ts'
import { candidatesFor, requireMayReview } from '../candidate-row.ts'
import { ReviewerReference } from '../contract.ts'
import { reviewerAppointed } from '../facts.ts'
import { whileRunning } from '../policy.ts'
import { hasReadBids } from '../reading-row.ts'
import { hasReadThem, mostReviewers, tooManyReviewers } from '../review.ts'
import { lockReview } from '../review-row.ts'
import { command } from '../room.ts'

export const appointReviewer = command({
  name: 'reviews.appointReviewer',
  summary: 'Have somebody review what comes in for a project',
  permission: 'reviews.manage',
  input: ReviewerReference,
  output: ReviewerReference,
  http: { method: 'post', path: '/projects/:projectId/reviewers', status: 201 },
  severity: 'notable',
  category: 'access',
  target: ({ tx, ...asking }, { projectId }) => lockReview(tx.sql, asking, projectId),
  rule: whileRunning,
  async run({ tx, actor, now, record, emit }, { projectId, personId }, review) {
    const { tenantId } = review
    const [found] = await tx.sql(sql`
      SELECT 1 FROM people p WHERE p.person_id = ${personId}::uuid
        AND ${candidatesFor(review, actor, now, { withApplicants: true })}`)
    if (!found) throw invalid([{ pointer: '/personId', code: 'notOffered', message: '' }])
    await requireMayReview(tx.sql, review, personId)
    // Before the end there is nothing that anybody could have read.
    if (review.hidden.length > 0 && (await hasReadBids(tx.sql, review, personId))) throw hasReadThem()
    const [{ count = 0 } = {}] = await tx.sql<{ count: number }>(sql`
      SELECT count(*)::int AS count FROM reviewers
      WHERE tenant_id = ${tenantId}::uuid AND project_id = ${projectId}::uuid AND ended_at IS NULL`)
    if (count >= mostReviewers) throw tooManyReviewers({ values: { most: mostReviewers } })
    const id = newId(now.getTime())
    const appointedBy = personBehind(actor)
    await tx.reviewer.create({ data: { id, tenantId, projectId, personId, appointedBy, appointedAt: now } })
    record({ type: 'reviewer', id }, null, { projectId, personId })
    emit(reviewerAppointed, { projectId, personId })
    return { projectId, personId }
  },
})
