import { wordPatterns } from '../../../platform/db/search-words.ts'
import { sql } from '../../../platform/db/sql.ts'
import { personBehind } from '../../../platform/policy/actor.ts'
import { candidatesFor } from '../candidate-row.ts'
import { appointReviewer } from '../commands/appoint-reviewer.ts'
import { changeReview } from '../commands/change-review.ts'
import { liftConflict } from '../commands/lift-conflict.ts'
import { requestRecord } from '../commands/request-record.ts'
import { setRubric } from '../commands/set-rubric.ts'
import { FindReviewers, FoundReviewers, ProjectReference, ReviewReply } from '../contract.ts'
import { findRecordable } from '../record-row.ts'
import { approvalOf, criteriaOf, findReview } from '../review-row.ts'
import { query } from '../room.ts'
import { projectReply } from '../views.ts'
import { codeOf } from '../weighed-row.ts'

export const readReview = query({
  name: 'reviews.readReview',
  summary: 'Read how a project is reviewed: by what, by whom, and what reviewers do not see',
  permission: 'reviews.read',
  input: ProjectReference,
  output: ReviewReply,
  http: { method: 'get', path: '/projects/:projectId/review' },
  target: ({ db, ...asking }, { projectId }) => findReview(db.sql, asking, projectId),
  async run({ db, actor, now, able }, _input, review) {
    const { tenantId, projectId, hidden, appealDays, approvalAbove, version } = review
    const [criteria, approval, recordable, reviewers, conflicts] = await Promise.all([
      criteriaOf(db.sql, review),
      approvalOf(db.sql, review, now),
      findRecordable(db.sql, { actor, now }, projectId),
      db.sql<{ personId: string; name: string; appointedAt: Date; stoodDown: boolean }>(sql`
        SELECT w.person_id AS "personId", coalesce(p.display_name, '') AS name, w.appointed_at AS "appointedAt",
          EXISTS (SELECT 1 FROM review_conflicts f WHERE f.tenant_id = w.tenant_id AND f.project_id = w.project_id
            AND f.person_id = w.person_id AND f.application_id IS NULL AND f.lifted_at IS NULL) AS "stoodDown"
        FROM reviewers w LEFT JOIN people p ON p.tenant_id = w.tenant_id AND p.person_id = w.person_id
        WHERE w.tenant_id = ${tenantId}::uuid AND w.project_id = ${projectId}::uuid AND w.ended_at IS NULL
        ORDER BY w.appointed_at, w.id`),
      db.sql<
        Omit<ReviewReply['lifted'][number], 'liftedAt'> & {
          liftedAt: Date | null
        }
      >(sql`
        SELECT f.id, f.lifted_at AS "liftedAt", f.lift_reason AS "liftReason", coalesce(l.display_name, '') AS "liftedBy", CASE WHEN f.application_id IS NOT NULL THEN ${codeOf} END AS code, f.person_id AS "personId", coalesce(p.display_name, '') AS name, f.reason, f.declared_at AS "declaredAt"
        FROM review_conflicts f LEFT JOIN submitted_applications a ON a.tenant_id = f.tenant_id AND a.application_id = f.application_id
        LEFT JOIN people p ON p.tenant_id = f.tenant_id AND p.person_id = f.person_id
        LEFT JOIN people l ON l.tenant_id = f.tenant_id AND l.person_id = f.lifted_by
        WHERE f.tenant_id = ${tenantId}::uuid AND f.project_id = ${projectId}::uuid
        ORDER BY f.declared_at, f.id`),
    ])
    const lift = able(liftConflict, review)
    const reader = personBehind(actor)
    return {
      project: projectReply(review),
      hidden,
      appealDays,
      approvalAbove,
      approval,
      criteria,
      reviewers,
      conflicts: conflicts.flatMap(({ liftedAt, liftReason: _why, liftedBy: _by, ...conflict }) =>
        liftedAt === null ? [{ ...conflict, abilities: { lift: lift && conflict.personId !== reader } }] : [],
      ),
      lifted: conflicts.flatMap(({ liftedAt, ...conflict }) =>
        liftedAt === null ? [] : [{ ...conflict, liftedAt }],
      ),
      version,
      abilities: {
        prepare: able(changeReview, review),
        setRubric: able(setRubric, review),
        appoint: able(appointReviewer, review),
        readRecords: recordable !== null && able(requestRecord, { ...recordable, isDecided: true }),
        makeRecord: recordable !== null && able(requestRecord, recordable),
      },
    }
  },
})

const mostFound = 20

export const findReviewers = query({
  name: 'reviews.findReviewers',
  summary: 'Find people by parts of their names, whom you may have review a project',
  permission: 'reviews.manage',
  input: FindReviewers,
  output: FoundReviewers,
  http: { method: 'get', path: '/projects/:projectId/reviewer-candidates' },
  target: ({ db, ...asking }, { projectId }) => findReview(db.sql, asking, projectId),
  async run({ db, actor, now }, { search, projectId }, review) {
    const words = wordPatterns(search)
    if (words.length === 0) return { items: [] }
    return {
      items: await db.sql<{ personId: string; name: string }>(sql`
        SELECT p.person_id AS "personId", p.display_name AS name FROM people p
        WHERE p.display_name ILIKE ALL(${words}::text[]) AND ${candidatesFor(review, actor, now)}
          AND NOT EXISTS (SELECT 1 FROM reviewers w WHERE w.tenant_id = p.tenant_id AND w.project_id = ${projectId}::uuid
            AND w.person_id = p.person_id AND w.ended_at IS NULL)
        ORDER BY p.sort_name, p.person_id LIMIT ${mostFound}`),
    }
  },
})
