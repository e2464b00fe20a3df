import { sql } from '../../../platform/db/sql.ts'
import { notFound } from '../../../platform/errors.ts'
import { Assignment } from '../contract.ts'
import { standsApartFrom, whileWeighing } from '../policy.ts'
import { handedIn } from '../review.ts'
import { lockReview } from '../review-row.ts'
import { command } from '../room.ts'

export const unassignReviewer = command({
  name: 'reviews.unassignReviewer',
  summary: 'Have a reviewer not review an application after all, as long as they have not handed it in',
  permission: 'reviews.manage',
  input: Assignment,
  output: Assignment,
  http: { method: 'delete', path: '/projects/:projectId/assignments/:applicationId/:personId' },
  target: ({ tx, ...asking }, { projectId }) => lockReview(tx.sql, asking, projectId),
  rule: whileWeighing,
  async run({ tx, actor, record }, assignment, { tenantId }) {
    const { projectId, applicationId, personId } = assignment
    const [sheet] = await tx.sql<{ id: string; status: string }>(sql`
      SELECT c.id, c.status FROM review_sheets c
      JOIN submitted_applications a ON a.tenant_id = c.tenant_id AND a.application_id = c.application_id
      WHERE c.tenant_id = ${tenantId}::uuid AND c.project_id = ${projectId}::uuid AND c.application_id = ${applicationId}::uuid
        AND c.person_id = ${personId}::uuid AND c.status <> 'excused' AND NOT ${standsApartFrom(actor)}`)
    if (!sheet) throw notFound()
    if (sheet.status === 'handedIn') throw handedIn()
    await tx.sql(
      sql`DELETE FROM review_sheets WHERE tenant_id = ${tenantId}::uuid AND id = ${sheet.id}::uuid`,
    )
    record({ type: 'reviewSheet', id: sheet.id }, { applicationId, personId }, null)
    return assignment
  },
})
