import { invalid } from '../../../platform/errors.ts'
import { ChangedReview, ChangeReview } from '../contract.ts'
import { beforePublication } from '../policy.ts'
import { isLooser } from '../review.ts'
import { lockReview, ruleOf } from '../review-row.ts'
import { command } from '../room.ts'

export const changeReview = command({
  name: 'reviews.changeReview',
  summary:
    'Say of a draft how it is reviewed: what reviewers do not see, how long one may appeal, which awards take two',
  permission: 'reviews.manage',
  input: ChangeReview,
  output: ChangedReview,
  http: { method: 'put', path: '/projects/:projectId/review' },
  severity: 'notable',
  target: ({ tx, ...asking }, { projectId }) => lockReview(tx.sql, asking, projectId),
  rule: beforePublication,
  async run({ tx, now, record }, { projectId, hidden, appealDays, approvalAbove }, before) {
    if (approvalAbove !== null && before.currency === null)
      throw invalid([{ pointer: '/approvalAbove', code: 'reviews.error.noCurrency', message: '' }])
    const own = approvalAbove !== null &&
      before.currency !== null && { approvalAbove, currency: before.currency }
    if (own && isLooser(own, await ruleOf(tx.sql, before.tenantId, now)))
      throw invalid([{ pointer: '/approvalAbove', code: 'reviews.error.looserLimit', message: '' }])
    const said = { hidden: [...new Set(hidden)], appealDays, approvalAbove }
    const version = before.version + 1
    await tx.review.upsert({
      where: { projectId },
      create: { ...said, projectId, tenantId: before.tenantId, version, createdAt: now, updatedAt: now },
      update: { ...said, version, updatedAt: now },
    })
    const { hidden: hiddenBefore, appealDays: daysBefore, approvalAbove: aboveBefore } = before
    record(
      { type: 'review', id: projectId },
      before.version === 0
        ? null
        : { hidden: hiddenBefore, appealDays: daysBefore, approvalAbove: aboveBefore },
      said,
    )
    return { projectId, version }
  },
})
