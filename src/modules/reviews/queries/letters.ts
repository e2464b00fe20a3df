import { sql } from '../../../platform/db/sql.ts'
import { listNearestHolders } from '../../access/index.ts'
import { applicantName as nameOf } from '../../applications/index.ts'
import { whoStandsApart, whoTookPart } from '../appeal-row.ts'
import { awardOf } from '../award-row.ts'
import {
  AppointmentLetter,
  DismissalLetter,
  LetterAbout,
  ProjectReference,
  ReviewerReference,
  ReviewLetter,
} from '../contract.ts'
import { isRunning } from '../review.ts'
import { findReview } from '../review-row.ts'
import { query } from '../room.ts'
import { codeOf } from '../weighed-row.ts'

/** Null where there is nothing to tell any more. */
export const readAppointmentLetter = query({
  name: 'reviews.readAppointmentLetter',
  summary: 'What there is to write to somebody who was asked to review a project',
  permission: 'system',
  input: ReviewerReference,
  output: AppointmentLetter,
  async run({ db, actor }, { projectId, personId }) {
    const [letter] = await db.sql<{ title: string; waiting: number }>(sql`
      SELECT j.title, (SELECT count(*)::int FROM review_sheets c WHERE c.tenant_id = w.tenant_id AND c.project_id = w.project_id
          AND c.person_id = w.person_id AND c.status = 'open') AS waiting
      FROM reviewers w JOIN project_places j ON j.tenant_id = w.tenant_id AND j.project_id = w.project_id
      WHERE w.tenant_id = ${actor.tenantId}::uuid AND w.project_id = ${projectId}::uuid AND w.person_id = ${personId}::uuid
        AND w.ended_at IS NULL`)
    return letter ?? null
  },
})

/**
 * Applicants are told of themselves, staff of what waits for them; nobody is told who reviews. Where reviewers do not see
 * names, letters to staff tell none either: whoever reads them may be a reviewer.
 */
export const readReviewLetter = query({
  name: 'reviews.readReviewLetter',
  summary: 'What there is to write about a question, a decision or an appeal, and to whom',
  permission: 'system',
  input: LetterAbout,
  output: ReviewLetter,
  async run({ db, actor, ask }, about) {
    const found = {
      message: sql`SELECT m.application_id, CASE WHEN m.from_applicant THEN 'answered' ELSE 'asked' END AS happening, m.from_applicant AS to_staff,
          m.author_id AS actor_id, CASE WHEN m.from_applicant THEN NULL ELSE m.body END AS said
        FROM clarifications m WHERE m.id = ${about.id}::uuid`,
      decision: sql`SELECT d.application_id, d.outcome AS happening, false AS to_staff, d.decided_by AS actor_id, d.feedback AS said
        FROM review_decisions d WHERE d.application_id = ${about.id}::uuid AND d.status = 'final'`,
      proposal: sql`SELECT d.application_id, 'proposed' AS happening, true AS to_staff, d.decided_by AS actor_id, NULL::text AS said
        FROM review_decisions d WHERE d.id = ${about.id}::uuid AND d.status = 'proposed'`,
      appeal: sql`SELECT d.application_id, 'appealed' AS happening, true AS to_staff, d.decided_by AS actor_id, NULL::text AS said
        FROM appeals e JOIN review_decisions d ON d.tenant_id = e.tenant_id AND d.id = e.decision_id WHERE e.id = ${about.id}::uuid`,
      hearing: sql`SELECT d.application_id, e.status AS happening, false AS to_staff, e.heard_by AS actor_id, e.answer AS said
        FROM appeals e JOIN review_decisions d ON d.tenant_id = e.tenant_id AND d.id = e.decision_id
        WHERE e.id = ${about.id}::uuid AND e.status <> 'open'`,
    }[about.kind]
    const [letter] = await db.sql<Told>(sql`
      SELECT a.tenant_id AS "tenantId", a.project_id AS "projectId", a.application_id AS "applicationId", j.unit_id AS "unitId", j.title, l.happening, l.said, l.to_staff AS "toStaff",
        l.actor_id AS "actorId", CASE WHEN l.to_staff AND 'names' = ANY(v.hidden) THEN '#' || ${codeOf} ELSE ${nameOf} END AS "applicantName",
        CASE WHEN a.company_id IS NULL THEN ARRAY[a.person_id] ELSE ARRAY(SELECT g.person_id FROM company_agents g
          WHERE g.tenant_id = a.tenant_id AND g.company_id = a.company_id AND g.powers && '{apply,manage}' ORDER BY g.person_id) END AS "applicantIds"
      FROM (${found}) l JOIN submitted_applications a ON a.application_id = l.application_id AND a.tenant_id = ${actor.tenantId}::uuid
      JOIN project_places j ON j.tenant_id = a.tenant_id AND j.project_id = a.project_id
      LEFT JOIN reviews v ON v.tenant_id = j.tenant_id AND v.project_id = j.project_id`)
    if (!letter) return null
    const { applicationId, happening, said, title, applicantName, applicantIds } = letter
    const award = happening === 'awarded' ? await awardOf(db.sql, letter) : null
    const told = { happening, said, award, about: { title, applicant: applicantName } }
    if (!letter.toStaff)
      return {
        ...told,
        topic: happening === 'asked' ? ('reviews.asked' as const) : ('reviews.decided' as const),
        personIds: applicantIds,
        path: `/applications/${applicationId}/outcome`,
      }
    const { unitId, actorId } = letter
    const [apart, tookPart] = await Promise.all([
      whoStandsApart(db.sql, letter),
      about.kind === 'appeal' ? whoTookPart(db.sql, letter) : [],
    ])
    const { items } = await ask(listNearestHolders, {
      unitId,
      permission: 'reviews.manage',
      except: actorId,
      without: [...new Set([...apart, ...tookPart])],
    })
    return {
      ...told,
      topic: 'reviews.waiting' as const,
      personIds: items.map(({ personId }) => personId),
      path: `/weighed-applications/${applicationId}`,
    }
  },
})

interface Told {
  tenantId: string
  projectId: string
  applicationId: string
  unitId: string
  title: string
  happening: string
  said: string | null
  toStaff: boolean
  actorId: string | null
  applicantName: string
  applicantIds: string[]
}

/** Who looks after a review, and has no part in what it is about. It does not say who was dismissed: whoever reads it may review blindly. */
export const readDismissalLetter = query({
  name: 'reviews.readDismissalLetter',
  summary: 'What there is to write about reviewers who turned out to apply themselves, and to whom',
  permission: 'system',
  input: ProjectReference,
  output: DismissalLetter,
  async run({ db, actor, now, ask }, { projectId }) {
    const review = await findReview(db.sql, { actor, now }, projectId)
    if (!review || !isRunning(review.status)) return null
    const apart = await whoStandsApart(db.sql, { ...review, applicationId: null })
    const { items } = await ask(listNearestHolders, {
      unitId: review.unitId,
      permission: 'reviews.manage',
      without: apart,
    })
    return { title: review.title, personIds: items.map(({ personId }) => personId) }
  },
})
