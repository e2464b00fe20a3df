import { newId } from '../../../platform/ids.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { ConflictReference, DeclareConflict } from '../contract.ts'
import { untilCancelled } from '../policy.ts'
import { lockEitherReview } from '../review-row.ts'
import { command } from '../room.ts'

/** One needs no leave to stand apart, and sees nothing of the review from then on. */
export const declareConflict = command({
  name: 'reviews.declareConflict',
  summary: 'Say that you stand too close to what a project is about, and take no part in its review any more',
  permission: 'member',
  input: DeclareConflict,
  output: ConflictReference,
  http: { method: 'post', path: '/projects/:projectId/conflicts', status: 201 },
  severity: 'notable',
  target: ({ tx, ...asking }, { projectId }) => lockEitherReview(tx.sql, asking, projectId),
  rule: untilCancelled,
  async run({ tx, actor, now, record }, { projectId, reason }, { tenantId }) {
    const personId = personOf(actor)
    const id = newId(now.getTime())
    await tx.reviewConflict.create({
      data: { id, tenantId, projectId, personId, reason, declaredBy: personId, declaredAt: now },
    })
    record({ type: 'reviewConflict', id }, null, { projectId, personId, reason })
    return { projectId, conflictId: id }
  },
})
