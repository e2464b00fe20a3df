import { AppointReviewerPage } from '../../../templates/pages/reviews/appoint-reviewer-page.tsx'
import { ApprovalRulePage } from '../../../templates/pages/reviews/approval-rule-page.tsx'
import { ConflictPage } from '../../../templates/pages/reviews/conflict-page.tsx'
import { MyReviewPage } from '../../../templates/pages/reviews/my-review-page.tsx'
import { MyReviewsPage } from '../../../templates/pages/reviews/my-reviews-page.tsx'
import { ReviewPage } from '../../../templates/pages/reviews/review-page.tsx'
import { ReviewSettingsPage } from '../../../templates/pages/reviews/review-settings-page.tsx'
import { RubricPage } from '../../../templates/pages/reviews/rubric-page.tsx'
import {
  type AnyPage,
  action,
  draw,
  go,
  type PageContext,
  page,
  success,
} from '../../platform/declare/page.ts'
import { notAllowed, notFound } from '../../platform/errors.ts'
import { minorUnits, plainMoney } from '../../platform/presentation/money.ts'
import { appointReviewer } from './commands/appoint-reviewer.ts'
import { changeApprovalRule } from './commands/change-approval-rule.ts'
import { changeReview } from './commands/change-review.ts'
import { declareConflict } from './commands/declare-conflict.ts'
import { dismissReviewer } from './commands/dismiss-reviewer.ts'
import { liftConflict } from './commands/lift-conflict.ts'
import { recordConflict } from './commands/record-conflict.ts'
import { setRubric } from './commands/set-rubric.ts'
import { FindReviewers, ProjectReference, ReviewerReference, type ReviewReply } from './contract.ts'
import { readApprovalRule } from './queries/approval-rule.ts'
import { listMyReviews, readMyReview } from './queries/my-reviews.ts'
import { findReviewers, readReview } from './queries/review.ts'
import { hideable, mostCriteria } from './review.ts'

const reviewPath = '/managed-projects/:projectId/review'
const minePath = '/profile/reviews'
const addressOf = ({ projectId }: { projectId: string }) => `/managed-projects/${projectId}/review`
const back = ({ params }: PageContext) => `/managed-projects/${params.projectId}/review`

function reviewIn({ ask, params }: PageContext): Promise<ReviewReply> {
  const reference = ProjectReference.safeParse(params)
  if (!reference.success) throw notFound()
  return ask(readReview, reference.data)
}

/** For the forms that prepare a review: they are closed once it has begun. */
async function preparedIn(context: PageContext): Promise<ReviewReply> {
  const review = await reviewIn(context)
  if (!review.abilities.prepare) throw notAllowed()
  return review
}

const overview = page({
  name: 'reviews.reviewPage',
  path: reviewPath,
  permission: 'reviews.read',
  show: async (context) => draw(ReviewPage, { review: await reviewIn(context), form: context.form() }),
})

const settings = page({
  name: 'reviews.settingsPage',
  path: `${reviewPath}/settings`,
  permission: 'reviews.manage',
  async show(context) {
    const review = await preparedIn(context)
    const { hidden, appealDays, approvalAbove, project } = review
    const written =
      approvalAbove === null || project.currency === null ? '' : plainMoney(approvalAbove, project.currency)
    return draw(ReviewSettingsPage, {
      review,
      hideable,
      form: context.form({ hidden, appealDays, approvalAbove: written }),
    })
  },
  submit: {
    command: changeReview,
    tidy: amountTidied,
    done: (result) => go(addressOf(result), success('reviews.settings.saved')),
  },
})

/** People write 1,000.50; programs send minor units. The currency is the project's, which the page holds beside the field. */
function amountTidied({ inCurrency, ...input }: Record<string, unknown>): Record<string, unknown> {
  const { approvalAbove, currency } = input
  if (approvalAbove === undefined || approvalAbove === null) return input
  return {
    ...input,
    approvalAbove: minorUnits(String(approvalAbove), String(inCurrency ?? currency ?? '')) ?? approvalAbove,
  }
}

const rubric = page({
  name: 'reviews.rubricPage',
  path: `${reviewPath}/rubric`,
  permission: 'reviews.manage',
  show: async (context) =>
    draw(RubricPage, { review: await preparedIn(context), most: mostCriteria, form: context.form() }),
  submit: {
    command: setRubric,
    // A row that nobody wrote into is one that was kept for more.
    tidy: ({ criteria, ...input }) => ({
      ...input,
      ...(Array.isArray(criteria) && { criteria: criteria.filter(({ name, guidance }) => name || guidance) }),
    }),
    done: (result) => go(addressOf(result), success('reviews.rubric.saved')),
  },
})

const appointing = page({
  name: 'reviews.appointPage',
  path: `${reviewPath}/reviewers/new`,
  permission: 'reviews.manage',
  async show(context) {
    const review = await reviewIn(context)
    if (!review.abilities.appoint) throw notAllowed()
    const sought = FindReviewers.safeParse({
      projectId: review.project.id,
      search: context.query.search ?? '',
    })
    const { items } = sought.success ? await context.ask(findReviewers, sought.data) : { items: [] }
    return draw(AppointReviewerPage, {
      review,
      search: sought.success ? sought.data.search : '',
      people: items,
      form: context.form(),
    })
  },
  submit: {
    command: appointReviewer,
    done: (result) => go(addressOf(result), success('reviews.reviewers.appointed')),
  },
})

const dismiss = action({
  name: 'reviews.dismissAction',
  path: `${reviewPath}/reviewers/:personId/dismiss`,
  permission: 'reviews.manage',
  command: dismissReviewer,
  done: (result) => go(addressOf(result), success('reviews.reviewers.dismissed')),
  back,
})

const conflict = page({
  name: 'reviews.recordConflictPage',
  path: `${reviewPath}/reviewers/:personId/conflict`,
  permission: 'reviews.manage',
  async show(context) {
    const reference = ReviewerReference.safeParse(context.params)
    if (!reference.success) throw notFound()
    const review = await reviewIn(context)
    const reviewer = review.reviewers.find(({ personId }) => personId === reference.data.personId)
    if (!reviewer) throw notFound()
    return draw(ConflictPage, {
      project: review.project,
      reviewer,
      action: context.path,
      back: addressOf(reference.data),
      form: context.form(),
    })
  },
  submit: {
    command: recordConflict,
    done: (result) => go(addressOf(result), success('reviews.conflicts.recorded')),
  },
})

const lift = action({
  name: 'reviews.liftConflictAction',
  path: `${reviewPath}/conflicts/:conflictId/lift`,
  permission: 'reviews.manage',
  command: liftConflict,
  done: (result) => go(addressOf(result), success('reviews.conflicts.lifted')),
  back,
})

/** Those who run a review and stand too close to it say so on its page. */
const standApart = action({
  name: 'reviews.standApartAction',
  path: `${reviewPath}/conflict`,
  permission: 'reviews.read',
  command: declareConflict,
  done: () => go('/managed-projects', success('reviews.conflicts.declared')),
  back,
})

const mine = page({
  name: 'reviews.myReviewsPage',
  path: minePath,
  permission: 'member',
  show: async ({ ask, links }) =>
    draw(MyReviewsPage, { ...(await ask(listMyReviews, {})), tabs: links('profile') }),
})

const oneOfMine = page({
  name: 'reviews.myReviewPage',
  path: `${minePath}/:projectId`,
  permission: 'member',
  async show({ ask, params, form }) {
    const reference = ProjectReference.safeParse(params)
    if (!reference.success) throw notFound()
    return draw(MyReviewPage, { review: await ask(readMyReview, reference.data), form: form() })
  },
})

const declare = action({
  name: 'reviews.declareConflictAction',
  path: `${minePath}/:projectId/conflict`,
  permission: 'member',
  command: declareConflict,
  done: () => go(minePath, success('reviews.conflicts.declared')),
  back: ({ params }) => `${minePath}/${params.projectId}`,
})

const rule = page({
  name: 'reviews.approvalRulePage',
  path: '/settings/awards',
  permission: 'reviews.rule',
  navigation: { group: 'settings', label: 'reviews.rule.title', icon: 'work', order: 25 },
  async show({ ask, form }) {
    const { currency, approvalAbove } = await ask(readApprovalRule, {})
    const written = currency === null || approvalAbove === null ? '' : plainMoney(approvalAbove, currency)
    return draw(ApprovalRulePage, { form: form({ currency: currency ?? '', approvalAbove: written }) })
  },
  submit: {
    command: changeApprovalRule,
    tidy: amountTidied,
    done: () => go('/settings/awards', success('reviews.rule.saved')),
  },
})

export const pages: readonly AnyPage[] = [
  overview,
  settings,
  rubric,
  appointing,
  dismiss,
  conflict,
  lift,
  standApart,
  mine,
  oneOfMine,
  declare,
  rule,
]
