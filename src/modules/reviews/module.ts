import type { Module } from '../../platform/declare/module.ts'
import { agreeToDecision } from './commands/agree-to-decision.ts'
import { answerQuestion } from './commands/answer-question.ts'
import { appointReviewer } from './commands/appoint-reviewer.ts'
import { askApplicant } from './commands/ask-applicant.ts'
import { assignReviewer } from './commands/assign-reviewer.ts'
import { changeApprovalRule } from './commands/change-approval-rule.ts'
import { changeReview } from './commands/change-review.ts'
import { decide } from './commands/decide.ts'
import { declareConflict } from './commands/declare-conflict.ts'
import { dismissApplicants } from './commands/dismiss-applicants.ts'
import { dismissReviewer } from './commands/dismiss-reviewer.ts'
import { excuseSheet } from './commands/excuse-sheet.ts'
import { fileAppeal } from './commands/file-appeal.ts'
import { handInSheet } from './commands/hand-in-sheet.ts'
import { hearAppeal } from './commands/hear-appeal.ts'
import { keepRecord } from './commands/keep-record.ts'
import { liftConflict } from './commands/lift-conflict.ts'
import { rateSheetMatch } from './commands/rate-sheet-match.ts'
import { recordConflict } from './commands/record-conflict.ts'
import { requestRecord } from './commands/request-record.ts'
import { saveSheet } from './commands/save-sheet.ts'
import { setRubric } from './commands/set-rubric.ts'
import { shareOut } from './commands/share-out.ts'
import { shortlist } from './commands/shortlist.ts'
import { unassignReviewer } from './commands/unassign-reviewer.ts'
import {
  appealFiled,
  appealHeard,
  applicantsDismissed,
  clarificationSent,
  decisionProposed,
  reviewerAppointed,
  sheetsGiven,
} from './facts.ts'
import { pages } from './pages.ts'
import { permissions } from './policy.ts'
import { readApprovalRule } from './queries/approval-rule.ts'
import { readAppointmentLetter, readDismissalLetter, readReviewLetter } from './queries/letters.ts'
import { listMyReviews, readMyReview } from './queries/my-reviews.ts'
import { readOutcome } from './queries/outcome.ts'
import { listRecords, readRecordContents } from './queries/record.ts'
import { findReviewers, readReview } from './queries/review.ts'
import { listMySheets, readSheet } from './queries/sheets.ts'
import { listWeighed, previewDecisions, readWeighed } from './queries/weighed.ts'
import { appealedAlready, appointedAlready, decidedAlready, declaredAlready } from './review.ts'
import { home } from './slots/home.ts'
import { links } from './slots/links.ts'
import { personalData } from './slots/personal-data.ts'
import { tenantData } from './slots/tenant-data.ts'
import { topics } from './slots/topics.ts'
import { recordMaking } from './task-kinds.ts'

export const reviews: Module = {
  name: 'reviews',
  operations: [
    readReview,
    changeReview,
    setRubric,
    findReviewers,
    appointReviewer,
    dismissReviewer,
    dismissApplicants,
    declareConflict,
    recordConflict,
    liftConflict,
    listMyReviews,
    readMyReview,
    readApprovalRule,
    changeApprovalRule,
    readAppointmentLetter,
    readReviewLetter,
    readDismissalLetter,
    listWeighed,
    readWeighed,
    previewDecisions,
    listMySheets,
    readSheet,
    readOutcome,
    agreeToDecision,
    answerQuestion,
    askApplicant,
    assignReviewer,
    decide,
    excuseSheet,
    fileAppeal,
    handInSheet,
    hearAppeal,
    saveSheet,
    shareOut,
    shortlist,
    unassignReviewer,
    rateSheetMatch,
    requestRecord,
    keepRecord,
    listRecords,
    readRecordContents,
  ],
  facts: [
    applicantsDismissed,
    reviewerAppointed,
    sheetsGiven,
    clarificationSent,
    decisionProposed,
    appealFiled,
    appealHeard,
  ],
  pages,
  taskKinds: [recordMaking],
  permissions,
  links,
  home,
  topics,
  personalData,
  tenantData,
  constraintErrors: {
    reviewers_once: appointedAlready,
    review_conflicts_once: declaredAlready,
    review_decisions_standing: decidedAlready,
    review_decisions_proposed: decidedAlready,
    appeals_tenant_id_decision_id_key: appealedAlready,
  },
}
