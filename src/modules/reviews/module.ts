import type { Module } from '../../platform/declare/module.ts'
import { appointReviewer } from './commands/appoint-reviewer.ts'
import { changeApprovalRule } from './commands/change-approval-rule.ts'
import { changeReview } from './commands/change-review.ts'
import { declareConflict } from './commands/declare-conflict.ts'
import { dismissReviewer } from './commands/dismiss-reviewer.ts'
import { liftConflict } from './commands/lift-conflict.ts'
import { recordConflict } from './commands/record-conflict.ts'
import { setRubric } from './commands/set-rubric.ts'
import { reviewerAppointed } from './facts.ts'
import { pages } from './pages.ts'
import { permissions } from './policy.ts'
import { readApprovalRule } from './queries/approval-rule.ts'
import { readAppointmentLetter } from './queries/letters.ts'
import { listMyReviews, readMyReview } from './queries/my-reviews.ts'
import { findReviewers, readReview } from './queries/review.ts'
import { appointedAlready, declaredAlready } from './review.ts'
import { links } from './slots/links.ts'
import { personalData } from './slots/personal-data.ts'
import { tenantData } from './slots/tenant-data.ts'
import { topics } from './slots/topics.ts'

export const reviews: Module = {
  name: 'reviews',
  operations: [
    readReview,
    changeReview,
    setRubric,
    findReviewers,
    appointReviewer,
    dismissReviewer,
    declareConflict,
    recordConflict,
    liftConflict,
    listMyReviews,
    readMyReview,
    readApprovalRule,
    changeApprovalRule,
    readAppointmentLetter,
  ],
  facts: [reviewerAppointed],
  pages,
  permissions,
  links,
  topics,
  personalData,
  tenantData,
  constraintErrors: {
    reviewers_once: appointedAlready,
    review_conflicts_once: declaredAlready,
  },
}
