import { sql } from '../../../platform/db/sql.ts'
import { newId } from '../../../platform/ids.ts'
import { ChangedReview, SetRubric } from '../contract.ts'
import { beforeReviewOrMissing } from '../policy.ts'
import { criteriaOf, lockReview } from '../review-row.ts'
import { command } from '../room.ts'

export const setRubric = command({
  name: 'reviews.setRubric',
  summary: 'Say by what applications for a project are weighed, as long as somebody may still apply',
  permission: 'reviews.manage',
  input: SetRubric,
  output: ChangedReview,
  http: { method: 'put', path: '/projects/:projectId/rubric' },
  severity: 'notable',
  target: ({ tx, ...asking }, { projectId }) => lockReview(tx.sql, asking, projectId),
  rule: beforeReviewOrMissing,
  async run({ tx, now, record }, { projectId, criteria }, review) {
    const { tenantId } = review
    const before = await criteriaOf(tx.sql, review)
    await tx.sql(sql`
      DELETE FROM review_criteria WHERE tenant_id = ${tenantId}::uuid AND project_id = ${projectId}::uuid`)
    await tx.reviewCriterion.createMany({
      data: criteria.map((criterion, position) => ({
        ...criterion,
        id: newId(now.getTime()),
        tenantId,
        projectId,
        position,
      })),
    })
    // What an edit names as what it has seen is the version of the review: the rubric is part of it.
    const version = review.version + 1
    await tx.review.upsert({
      where: { projectId },
      create: { projectId, tenantId, appealDays: review.appealDays, version, createdAt: now, updatedAt: now },
      update: { version, updatedAt: now },
    })
    record({ type: 'review', id: projectId }, { criteria: before }, { criteria })
    return { projectId, version }
  },
})
