import { sql } from '../../../platform/db/sql.ts'
import { personBehind } from '../../../platform/policy/actor.ts'
import { ableReviewers, barredPairs, openSheets } from '../assignment-row.ts'
import { SharedOut, ShareOut } from '../contract.ts'
import { sheetsGiven } from '../facts.ts'
import { standsApartFrom, whileWeighing } from '../policy.ts'
import { noReviewers } from '../review.ts'
import { lockReview } from '../review-row.ts'
import { command } from '../room.ts'
import { shareEvenly } from '../scoring.ts'

export const shareOut = command({
  name: 'reviews.shareOut',
  summary:
    'Share applications out evenly among the reviewers of a project, until each has so many; nobody gets what they stand too close to',
  permission: 'reviews.manage',
  input: ShareOut,
  output: SharedOut,
  http: { method: 'post', path: '/projects/:projectId/assignments/even' },
  severity: 'notable',
  target: ({ tx, ...asking }, { projectId }) => lockReview(tx.sql, asking, projectId),
  rule: whileWeighing,
  async run({ tx, actor, now, record, emit }, { projectId, each }, review) {
    const { tenantId } = review
    const reviewers = await ableReviewers(tx.sql, review)
    if (reviewers.length === 0) throw noReviewers()
    const applications = await tx.sql<{ id: string }>(sql`
      SELECT a.application_id AS id FROM submitted_applications a WHERE a.tenant_id = ${tenantId}::uuid
        AND a.project_id = ${projectId}::uuid AND a.status IN ('submitted', 'shortlisted') AND NOT ${standsApartFrom(actor)}
      ORDER BY a.submitted_at, a.application_id`)
    const given = await tx.sql<{ applicationId: string; personId: string }>(sql`
      SELECT c.application_id AS "applicationId", c.person_id AS "personId" FROM review_sheets c
      WHERE c.tenant_id = ${tenantId}::uuid AND c.project_id = ${projectId}::uuid AND c.status <> 'excused'`)
    const pairs = await barredPairs(tx.sql, review)
    const shared = shareEvenly({
      applications: applications.map(({ id }) => id),
      reviewers,
      each,
      given,
      isBarred: (applicationId, personId) => pairs.has(`${applicationId} ${personId}`),
    })
    const assignedBy = personBehind(actor)
    await openSheets(tx.sql, review, shared.given, { assignedBy, now })
    for (const personId of new Set(shared.given.map(({ personId }) => personId)))
      emit(sheetsGiven, { projectId, personId })
    record({ type: 'review', id: projectId }, null, {
      each,
      assigned: shared.given.length,
      short: shared.short.length,
    })
    return { projectId, assigned: shared.given.length, short: shared.short.length }
  },
})
