import { sql } from '../../../platform/db/sql.ts'
import { invalid } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { personBehind } from '../../../platform/policy/actor.ts'
import { ConflictReference, RecordConflict } from '../contract.ts'
import { untilCancelled } from '../policy.ts'
import { lockReview } from '../review-row.ts'
import { command } from '../room.ts'

export const recordConflict = command({
  name: 'reviews.recordConflict',
  summary: 'Write down that a reviewer stands too close to what a project is about',
  permission: 'reviews.manage',
  input: RecordConflict,
  output: ConflictReference,
  http: { method: 'post', path: '/projects/:projectId/reviewers/:personId/conflicts', status: 201 },
  severity: 'notable',
  target: ({ tx, ...asking }, { projectId }) => lockReview(tx.sql, asking, projectId),
  rule: untilCancelled,
  async run({ tx, actor, now, record }, { projectId, personId, reason }, { tenantId }) {
    const [reviewer] = await tx.sql(sql`
      SELECT 1 FROM reviewers WHERE tenant_id = ${tenantId}::uuid AND project_id = ${projectId}::uuid
        AND person_id = ${personId}::uuid AND ended_at IS NULL`)
    if (!reviewer) throw invalid([{ pointer: '/personId', code: 'notOffered', message: '' }])
    const id = newId(now.getTime())
    const declaredBy = personBehind(actor)
    await tx.reviewConflict.create({
      data: { id, tenantId, projectId, personId, reason, declaredBy, declaredAt: now },
    })
    record({ type: 'reviewConflict', id }, null, { projectId, personId, reason })
    return { projectId, conflictId: id }
  },
})
