import { sql } from '../../../platform/db/sql.ts'
import { ownApplications } from '../../applications/index.ts'
import { awardOf } from '../award-row.ts'
import { answerQuestion } from '../commands/answer-question.ts'
import { ApplicationReference, OutcomeReply } from '../contract.ts'
import { standingDecision } from '../decision-row.ts'
import { appealUntil } from '../review.ts'
import { query } from '../room.ts'
import { messagesOf } from '../sheet-row.ts'
import { findWeighed } from '../weighed-row.ts'

/** What applicants see of a review: their own state, what they are asked and told. Nothing of others, nothing of reviewers. */
export const readOutcome = query({
  name: 'reviews.readOutcome',
  summary: 'Read where your application stands, what you were asked, and what was decided',
  permission: 'person',
  input: ApplicationReference,
  output: OutcomeReply,
  http: { method: 'get', path: '/applications/:applicationId/outcome' },
  target: ({ db, ...asking }, { applicationId }) =>
    findWeighed(db.sql, asking, applicationId, ownApplications(asking.actor)),
  async run({ db, now, able, text }, { applicationId }, row) {
    const [messages, decision, award, appeals] = await Promise.all([
      messagesOf(db.sql, row),
      standingDecision(db.sql, row),
      row.applicationStatus === 'awarded' ? awardOf(db.sql, row) : null,
      db.sql<{
        decisionId: string
        body: string
        filedAt: Date
        status: 'open' | 'upheld' | 'dismissed'
        answer: string | null
      }>(sql`
        SELECT e.decision_id AS "decisionId", e.body, e.filed_at AS "filedAt", e.status, e.answer FROM appeals e
        JOIN review_decisions d ON d.tenant_id = e.tenant_id AND d.id = e.decision_id
        WHERE d.tenant_id = ${row.tenantId}::uuid AND d.application_id = ${applicationId}::uuid ORDER BY e.filed_at DESC LIMIT 1`),
    ])
    const [last] = appeals
    const until = decision && appealUntil(decision.finalAt, row.appealDays)
    const mayAppeal =
      row.applicationStatus !== 'awarded' &&
      until !== null &&
      until > now &&
      last?.decisionId !== decision?.id
    return {
      applicationId,
      project: { id: row.projectId, slug: row.slug, title: row.title, status: row.status },
      status: row.applicationStatus,
      decidedAt: row.decidedAt,
      feedback: row.feedback,
      award: award && { ...award, nextStep: award.nextStep ?? text('reviews.award.usualStep') },
      messages,
      appealUntil: mayAppeal ? until : null,
      appeal: last
        ? { body: last.body, filedAt: last.filedAt, status: last.status, answer: last.answer }
        : null,
      abilities: {
        answer: able(answerQuestion, row) && messages.some(({ fromApplicant }) => !fromApplicant),
        appeal: mayAppeal,
      },
    }
  },
})
