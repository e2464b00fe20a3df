import { sql } from '../../../platform/db/sql.ts'
import { notAllowed, notFound } from '../../../platform/errors.ts'
import { personBehind } from '../../../platform/policy/actor.ts'
import { ConflictReference, LiftConflict } from '../contract.ts'
import { untilCancelled } from '../policy.ts'
import { lockReview } from '../review-row.ts'
import { command } from '../room.ts'

/** Nobody lifts their own. Of a whole project they do not see it; of one application they see the rest of its review. */
export const liftConflict = command({
  name: 'reviews.liftConflict',
  summary: 'Let somebody take part in a review again, and say why',
  permission: 'reviews.manage',
  input: LiftConflict,
  output: ConflictReference,
  http: { method: 'post', path: '/projects/:projectId/conflicts/:conflictId/lifting' },
  severity: 'critical',
  target: ({ tx, ...asking }, { projectId }) => lockReview(tx.sql, asking, projectId),
  rule: untilCancelled,
  async run({ tx, actor, now, record }, { projectId, conflictId, reason }, { tenantId }) {
    const liftedBy = personBehind(actor)
    const [lifted] = await tx.sql<{ personId: string }>(sql`
      UPDATE review_conflicts SET lifted_at = ${now}, lifted_by = ${liftedBy}::uuid, lift_reason = ${reason} WHERE tenant_id = ${tenantId}::uuid
        AND project_id = ${projectId}::uuid AND id = ${conflictId}::uuid AND lifted_at IS NULL RETURNING person_id AS "personId"`)
    if (!lifted) throw notFound()
    if (lifted.personId === liftedBy) throw notAllowed()
    record(
      { type: 'reviewConflict', id: conflictId },
      { liftedAt: null, ...lifted },
      { liftedAt: now, ...lifted },
    )
    return { projectId, conflictId }
  },
})
