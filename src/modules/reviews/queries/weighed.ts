import { sql } from '../../../platform/db/sql.ts'
import { findExported, requestExport } from '../../applications/index.ts'
import { whoTookPart } from '../appeal-row.ts'
import { ableReviewers, barredPairs } from '../assignment-row.ts'
import { awardInWords } from '../award.ts'
import { usualContact } from '../award-row.ts'
import { blinded } from '../blind.ts'
import { agreeToDecision } from '../commands/agree-to-decision.ts'
import { askApplicant } from '../commands/ask-applicant.ts'
import { assignReviewer } from '../commands/assign-reviewer.ts'
import { decide } from '../commands/decide.ts'
import { hearAppeal } from '../commands/hear-appeal.ts'
import { shortlist } from '../commands/shortlist.ts'
import {
  ApplicationReference,
  type DecisionReply,
  ListWeighed,
  PreviewDecisions,
  PreviewReply,
  type sorts,
  type WeighedItem,
  WeighedList,
  WeighedReply,
} from '../contract.ts'
import { isDecidable, requireOpen } from '../decision-row.ts'
import { overseenApplications } from '../policy.ts'
import { isOpen, takesTwo } from '../review.ts'
import { approvalOf, awardedSoFar, criteriaOf, findReview } from '../review-row.ts'
import { query } from '../room.ts'
import { outliersOf } from '../scoring.ts'
import { messagesOf, sheetsOf } from '../sheet-row.ts'
import { projectReply } from '../views.ts'
import { findWeighed, isReviewerOf, readBid, weighedItems } from '../weighed-row.ts'

const readerOf = (actor: { kind: string; personId?: string | null }) =>
  actor.kind === 'account' ? (actor.personId ?? null) : null

/** What comes first is larger; what is not known comes last. */
const orders: Record<(typeof sorts)[number], (item: WeighedItem) => number | null> = {
  place: ({ place }) => (place === null ? null : -place),
  match: ({ matchScore }) => matchScore,
  amount: ({ amount }) => (amount === null ? null : -amount),
  submitted: ({ submittedAt }) => -submittedAt.getTime(),
}

export const listWeighed = query({
  name: 'reviews.listWeighed',
  summary:
    'List what came in for a project, by place, match score, amount or time, with how far its reviewers are',
  permission: 'reviews.read',
  input: ListWeighed,
  output: WeighedList,
  http: { method: 'get', path: '/projects/:projectId/weighed-applications' },
  target: ({ db, ...asking }, { projectId }) => findReview(db.sql, asking, projectId),
  isWatched: ({ projectId }, _review, { items }) => (items.length === 0 ? null : { projectId }),
  async run({ db, actor, now, able }, { sort }, review) {
    const { tenantId, projectId } = review
    const isReviewer = await isReviewerOf(db.sql, review, readerOf(actor))
    const [toExport, items, progress] = await Promise.all([
      findExported(db.sql, { actor, now }, projectId),
      weighedItems(db.sql, { actor, now }, review, isReviewer),
      db.sql<{ personId: string; name: string; assigned: number; handedIn: number }>(sql`
        SELECT c.person_id AS "personId", coalesce(p.display_name, '') AS name, count(*)::int AS assigned,
          count(*) FILTER (WHERE c.status = 'handedIn')::int AS "handedIn"
        FROM review_sheets c LEFT JOIN people p ON p.tenant_id = c.tenant_id AND p.person_id = c.person_id
        WHERE c.tenant_id = ${tenantId}::uuid AND c.project_id = ${projectId}::uuid AND c.status <> 'excused'
        GROUP BY c.person_id, p.display_name ORDER BY p.display_name, c.person_id`),
    ])
    const worth = (item: WeighedItem) => orders[sort](item) ?? Number.NEGATIVE_INFINITY
    // Two that are not known are equal, and infinity less itself is no number.
    const sorted = [...items].sort((one, other) => worth(other) - worth(one) || 0)
    return {
      project: projectReply(review),
      items: sorted,
      progress,
      abilities: {
        // Once everything is decided there is nothing to give out or to choose.
        assign: able(assignReviewer, review) && items.some(({ status }) => isOpen(status)),
        decide: able(decide, review) && items.some(isDecidable),
        export: toExport !== null && able(requestExport, toExport),
      },
    }
  },
})

interface StoredDecision extends Omit<DecisionReply, 'abilities' | 'appeal' | 'decidedBy' | 'secondBy'> {
  decidedBy: string | null
  secondBy: string | null
  decidedByName: string | null
  secondByName: string | null
  finalAt: Date | null
  appealId: string | null
  appealBody: string
  filedAt: Date
  appealStatus: 'open' | 'upheld' | 'dismissed'
  answer: string | null
  heardAt: Date | null
}

export const readWeighed = query({
  name: 'reviews.readWeighed',
  summary: 'Read an application with what its reviewers made of it, what was asked, and what was decided',
  permission: 'reviews.read',
  input: ApplicationReference,
  output: WeighedReply,
  http: { method: 'get', path: '/weighed-applications/:applicationId' },
  target: ({ db, ...asking }, { applicationId }) =>
    findWeighed(db.sql, asking, applicationId, overseenApplications(asking.actor, asking.now)),
  isWatched: ({ applicationId }, { projectId }) => ({ applicationId, projectId }),
  async run({ db, actor, now, able, services }, { applicationId }, row) {
    const reader = readerOf(actor)
    const [bid, criteria, sheets, messages, decisions, reviewers, ables, barred, tookPart] =
      await Promise.all([
        readBid(db.sql, services, row, reader, now),
        criteriaOf(db.sql, row),
        sheetsOf(db.sql, row),
        messagesOf(db.sql, row),
        db.sql<StoredDecision>(sql`
        SELECT d.id, d.outcome, d.status, d.reason, d.feedback, d.decided_by AS "decidedBy", d.decided_at AS "decidedAt",
          d.second_by AS "secondBy", d.second_at AS "secondAt", d.second_reason AS "secondReason", d.final_at AS "finalAt", p.display_name AS "decidedByName",
          q.display_name AS "secondByName", e.id AS "appealId", e.body AS "appealBody", e.filed_at AS "filedAt",
          e.status AS "appealStatus", e.answer, e.heard_at AS "heardAt"
        FROM review_decisions d LEFT JOIN people p ON p.tenant_id = d.tenant_id AND p.person_id = d.decided_by
        LEFT JOIN people q ON q.tenant_id = d.tenant_id AND q.person_id = d.second_by
        LEFT JOIN appeals e ON e.tenant_id = d.tenant_id AND e.decision_id = d.id
        WHERE d.tenant_id = ${row.tenantId}::uuid AND d.application_id = ${applicationId}::uuid ORDER BY d.decided_at DESC, d.id DESC`),
        db.sql<{ personId: string; name: string }>(sql`
        SELECT w.person_id AS "personId", coalesce(p.display_name, '') AS name FROM reviewers w
        LEFT JOIN people p ON p.tenant_id = w.tenant_id AND p.person_id = w.person_id
        WHERE w.tenant_id = ${row.tenantId}::uuid AND w.project_id = ${row.projectId}::uuid AND w.ended_at IS NULL
        ORDER BY p.sort_name, w.id`),
        ableReviewers(db.sql, row),
        barredPairs(db.sql, row),
        whoTookPart(db.sql, row),
      ])
    const isReviewer = reviewers.some(({ personId }) => personId === reader)
    const standing = sheets.filter(({ status }) => status !== 'excused')
    const isHeld = standing.some(({ personId, status }) => personId === reader && status === 'open')
    const far = outliersOf(sheets.flatMap(({ id, total }) => (total === null ? [] : [{ id, total }])))
    const open = isOpen(row.applicationStatus)
    return {
      project: projectReply(row),
      status: row.applicationStatus,
      bid: isReviewer ? blinded(bid, row.hidden) : bid,
      criteria,
      sheets: isHeld
        ? null
        : sheets.map(({ id, personId, name, status, total, note, marks }) => ({
            personId,
            name,
            status,
            total,
            isOutlier: far.includes(id),
            // What is not handed in yet is nobody's business.
            note: status === 'handedIn' ? note : null,
            marks: status === 'handedIn' ? marks.marks : [],
          })),
      candidates: able(assignReviewer, row)
        ? reviewers.filter(
            ({ personId }) =>
              ables.includes(personId) &&
              !barred.has(`${applicationId} ${personId}`) &&
              !standing.some((sheet) => sheet.personId === personId),
          )
        : [],
      messages,
      decisions: decisions.map((decision) => {
        const {
          decidedByName,
          secondByName,
          finalAt,
          appealId,
          appealBody,
          filedAt,
          appealStatus,
          answer,
          heardAt,
          ...said
        } = decision
        const target = {
          ...row,
          decision: { ...decision },
          appealStatus,
          hasTakenPart: tookPart.has(reader ?? ''),
        }
        return {
          ...said,
          decidedBy: decidedByName ?? '',
          secondBy: secondByName,
          appeal:
            appealId === null
              ? null
              : {
                  id: appealId,
                  body: appealBody,
                  filedAt,
                  status: appealStatus,
                  answer,
                  heardAt,
                  abilities: { hear: able(hearAppeal, target) },
                },
          abilities: { agree: able(agreeToDecision, target) },
        }
      }),
      abilities: {
        assign: able(assignReviewer, row) && open,
        shortlist: able(shortlist, row) && row.applicationStatus === 'submitted',
        unlist: able(shortlist, row) && row.applicationStatus === 'shortlisted',
        ask: able(askApplicant, row),
        decide:
          able(decide, row) &&
          (open || row.applicationStatus === 'reserve') &&
          !decisions.some(({ status }) => status === 'proposed'),
      },
    }
  },
})

export const previewDecisions = query({
  name: 'reviews.previewDecisions',
  summary:
    'Read what applicants would be told if it were decided so, and which awards would wait for a second person',
  permission: 'reviews.manage',
  input: PreviewDecisions,
  output: PreviewReply,
  http: { method: 'get', path: '/projects/:projectId/decision-preview' },
  target: ({ db, ...asking }, { projectId }) => findReview(db.sql, asking, projectId),
  isWatched: ({ projectId }) => ({ projectId }),
  async run(
    { db, actor, now, text, locale },
    { applicationIds, outcome, feedback, nextStep, contact },
    review,
  ) {
    const limit = await approvalOf(db.sql, review, now)
    const isReviewer = await isReviewerOf(db.sql, review, readerOf(actor))
    const items = await weighedItems(db.sql, { actor, now }, review, isReviewer)
    const chosen = requireOpen(items, applicationIds, outcome)
    let awarded = await awardedSoFar(db.sql, review, limit?.currency)
    const whom = contact ?? (await usualContact(db.sql, review))
    return {
      project: projectReply(review),
      items: chosen.map(({ applicationId, applicant, code, amount, currency, sheets }) => {
        const waits = takesTwo(outcome, { amount, currency }, limit, awarded)
        awarded += amount ?? 0
        return {
          applicationId,
          applicant: applicant ?? text('reviews.weighed.code', { code }),
          subject: text(`reviews.letter.${outcome}Subject`, { title: review.title }),
          text: [
            text(`reviews.letter.${outcome}`, { title: review.title }),
            ...(outcome === 'awarded'
              ? awardInWords({ amount, currency, contact: whom, nextStep }, text, locale())
              : []),
            feedback,
          ]
            .filter(Boolean)
            .join('\n\n'),
          sheets,
          takesTwo: waits,
        }
      }),
    }
  },
})
