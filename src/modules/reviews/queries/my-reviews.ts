import { sql } from '../../../platform/db/sql.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { MyReview, MyReviews, Nothing, ProjectReference } from '../contract.ts'
import { ownReviews } from '../policy.ts'
import { criteriaOf, findOwnReview, reviewedProjects } from '../review-row.ts'
import { query } from '../room.ts'
import { asOf, projectReply, type ReviewRow, reviewColumns } from '../views.ts'

const mostShown = 200

export const listMyReviews = query({
  name: 'reviews.listMyReviews',
  summary: 'List the projects that you review',
  permission: 'member',
  input: Nothing,
  output: MyReviews,
  http: { method: 'get', path: '/me/reviews' },
  async run({ db, actor, now }) {
    const rows = await db.sql<ReviewRow & { appointedAt: Date }>(sql`
      SELECT ${reviewColumns}, m.appointed_at AS "appointedAt" FROM reviewers m JOIN ${reviewedProjects}
        ON j.tenant_id = m.tenant_id AND j.project_id = m.project_id
      WHERE m.tenant_id = ${actor.tenantId}::uuid AND m.person_id = ${personOf(actor)}::uuid AND m.ended_at IS NULL
        AND ${ownReviews(actor)} ORDER BY m.appointed_at DESC, m.id LIMIT ${mostShown}`)
    return {
      items: rows.map(({ appointedAt, ...row }) => ({ project: projectReply(asOf(row, now)), appointedAt })),
    }
  },
})

export const readMyReview = query({
  name: 'reviews.readMyReview',
  summary: 'Read by what you weigh applications for a project that you review',
  permission: 'member',
  input: ProjectReference,
  output: MyReview,
  http: { method: 'get', path: '/me/reviews/:projectId' },
  target: ({ db, ...asking }, { projectId }) => findOwnReview(db.sql, asking, projectId),
  run: async ({ db }, _input, review) => ({
    project: projectReply(review),
    criteria: await criteriaOf(db.sql, review),
    hidden: review.hidden,
  }),
})
