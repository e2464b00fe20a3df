import { sql } from '../../../platform/db/sql.ts'
import { invalid, notFound } from '../../../platform/errors.ts'
import { personBehind } from '../../../platform/policy/actor.ts'
import { ableReviewers, barredPairs, openSheets } from '../assignment-row.ts'
import { requireMayReview } from '../candidate-row.ts'
import { Assignment } from '../contract.ts'
import { sheetsGiven } from '../facts.ts'
import { standsApartFrom, whileWeighing } from '../policy.ts'
import { assignedAlready, barred } from '../review.ts'
import { lockReview } from '../review-row.ts'
import { command } from '../room.ts'
import { isReviewerOf } from '../weighed-row.ts'

export const assignReviewer = command({
  name: 'reviews.assignReviewer',
  summary: 'Have a reviewer of a project review one of its applications',
  permission: 'reviews.manage',
  input: Assignment,
  output: Assignment,
  http: { method: 'post', path: '/projects/:projectId/assignments', status: 201 },
  target: ({ tx, ...asking }, { projectId }) => lockReview(tx.sql, asking, projectId),
  rule: whileWeighing,
  async run({ tx, actor, now, record, emit }, { projectId, applicationId, personId }, review) {
    const { tenantId } = review
    const [found] = await tx.sql(sql`
      SELECT 1 FROM submitted_applications a WHERE a.tenant_id = ${tenantId}::uuid AND a.project_id = ${projectId}::uuid
        AND a.application_id = ${applicationId}::uuid AND NOT ${standsApartFrom(actor)}`)
    if (!found) throw notFound()
    if (!(await ableReviewers(tx.sql, review)).includes(personId)) {
      // Somebody who reviews the project, but not now, is refused with words for it.
      if (await isReviewerOf(tx.sql, review, personId)) await requireMayReview(tx.sql, review, personId)
      throw invalid([{ pointer: '/personId', code: 'reviews.error.noReviewer', message: '' }])
    }
    if ((await barredPairs(tx.sql, review)).has(`${applicationId} ${personId}`)) throw barred()
    const assignedBy = personBehind(actor)
    const [sheet] = await openSheets(tx.sql, review, [{ applicationId, personId }], { assignedBy, now })
    if (!sheet) throw assignedAlready()
    emit(sheetsGiven, { projectId, personId })
    record({ type: 'reviewSheet', id: sheet.id }, null, { projectId, applicationId, personId })
    return { projectId, applicationId, personId }
  },
})
