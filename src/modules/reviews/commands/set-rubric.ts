import { sql } from '../../../platform/db/sql.ts'
import { invalid } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { personBehind, system } from '../../../platform/policy/actor.ts'
import { announceRubric } from '../../projects/index.ts'
import { ChangedReview, SetRubric } from '../contract.ts'
import { whileRubricMayChange } from '../policy.ts'
import { criteriaOf, lockReview } from '../review-row.ts'
import { command } from '../room.ts'

export const setRubric = command({
  name: 'reviews.setRubric',
  summary:
    'Say by what applications for a project are weighed; once it is published by an addendum, and only before somebody has applied',
  permission: 'reviews.manage',
  input: SetRubric,
  output: ChangedReview,
  http: { method: 'put', path: '/projects/:projectId/rubric' },
  severity: 'notable',
  target: ({ tx, ...asking }, { projectId }) => lockReview(tx.sql, asking, projectId),
  rule: whileRubricMayChange,
  async run({ tx, actor, now, record, call }, { projectId, criteria, addendum }, review) {
    const { tenantId, status } = review
    if (status === 'published' && addendum === undefined)
      throw invalid([{ pointer: '/addendum/text', code: 'required', message: '' }])
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
    if (status === 'published' && addendum !== undefined)
      await call(
        announceRubric,
        {
          projectId,
          text: addendum.text,
          before: before.map(({ id: _id, ...criterion }) => criterion),
          after: criteria,
          issuedBy: personBehind(actor),
        },
        { as: system('by what is weighed has changed', tenantId) },
      )
    return { projectId, version }
  },
})
