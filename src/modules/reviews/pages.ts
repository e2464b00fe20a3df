import { AppointReviewerPage } from '../../../templates/pages/reviews/appoint-reviewer-page.tsx'
import { ApprovalRulePage } from '../../../templates/pages/reviews/approval-rule-page.tsx'
import { ConflictPage } from '../../../templates/pages/reviews/conflict-page.tsx'
import { DecidePage } from '../../../templates/pages/reviews/decide-page.tsx'
import { MyReviewPage } from '../../../templates/pages/reviews/my-review-page.tsx'
import { MyReviewsPage } from '../../../templates/pages/reviews/my-reviews-page.tsx'
import { OutcomePage } from '../../../templates/pages/reviews/outcome-page.tsx'
import { QueuePage } from '../../../templates/pages/reviews/queue-page.tsx'
import { ReviewPage } from '../../../templates/pages/reviews/review-page.tsx'
import { ReviewSettingsPage } from '../../../templates/pages/reviews/review-settings-page.tsx'
import { RubricPage } from '../../../templates/pages/reviews/rubric-page.tsx'
import { SheetPage } from '../../../templates/pages/reviews/sheet-page.tsx'
import { WeighedListPage } from '../../../templates/pages/reviews/weighed-list-page.tsx'
import { WeighedPage } from '../../../templates/pages/reviews/weighed-page.tsx'
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
import { typedMoney, writtenAmount } from '../../platform/presentation/money.ts'
import { statusTones } from '../applications/index.ts'
import { agreeToDecision } from './commands/agree-to-decision.ts'
import { answerQuestion } from './commands/answer-question.ts'
import { appointReviewer } from './commands/appoint-reviewer.ts'
import { askApplicant } from './commands/ask-applicant.ts'
import { assignReviewer } from './commands/assign-reviewer.ts'
import { changeApprovalRule } from './commands/change-approval-rule.ts'
import { changeReview } from './commands/change-review.ts'
import { decide } from './commands/decide.ts'
import { declareConflict } from './commands/declare-conflict.ts'
import { dismissReviewer } from './commands/dismiss-reviewer.ts'
import { excuseSheet } from './commands/excuse-sheet.ts'
import { fileAppeal } from './commands/file-appeal.ts'
import { hearAppeal } from './commands/hear-appeal.ts'
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
  ApplicationReference,
  FindReviewers,
  ListWeighed,
  PreviewDecisions,
  ProjectReference,
  ReviewerReference,
  type ReviewReply,
  SheetReference,
  sorts,
} from './contract.ts'
import { readApprovalRule } from './queries/approval-rule.ts'
import { listMyReviews, readMyReview } from './queries/my-reviews.ts'
import { readOutcome } from './queries/outcome.ts'
import { listRecords } from './queries/record.ts'
import { findReviewers, readReview } from './queries/review.ts'
import { listMySheets, readSheet } from './queries/sheets.ts'
import { listWeighed, previewDecisions, readWeighed } from './queries/weighed.ts'
import { hideable, mostCriteria, outcomes } from './review.ts'

const reviewPath = '/managed-projects/:projectId/review'
const minePath = '/profile/reviews'
const addressOf = ({ projectId }: { projectId: string }) => `/managed-projects/${projectId}/review`
const back = ({ params }: PageContext) => `/managed-projects/${params.projectId}/review`

function reviewIn({ ask, params }: PageContext): Promise<ReviewReply> {
  const reference = ProjectReference.safeParse({ projectId: params.projectId })
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
  async show(context) {
    const review = await reviewIn(context)
    const { items } = review.abilities.readRecords
      ? await context.ask(listRecords, { projectId: review.project.id })
      : { items: [] }
    return draw(ReviewPage, { review, records: items, form: context.form() })
  },
})

const makeRecord = action({
  name: 'reviews.requestRecordAction',
  path: `${reviewPath}/records`,
  permission: 'reviews.manage',
  command: requestRecord,
  done: ({ taskId }) => go(`/tasks/${taskId}`),
  back,
})

const settings = page({
  name: 'reviews.settingsPage',
  path: `${reviewPath}/settings`,
  permission: 'reviews.manage',
  async show(context) {
    const review = await preparedIn(context)
    const { hidden, appealDays, approvalAbove, project } = review
    const written = writtenAmount({ amount: approvalAbove, currency: project.currency })
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
  const { amount } = typedMoney({ amount: input.approvalAbove, currency: inCurrency ?? input.currency })
  return { ...input, approvalAbove: amount }
}

const rubric = page({
  name: 'reviews.rubricPage',
  path: `${reviewPath}/rubric`,
  permission: 'reviews.manage',
  async show(context) {
    const review = await reviewIn(context)
    if (!review.abilities.setRubric) throw notAllowed()
    return draw(RubricPage, { review, most: mostCriteria, form: context.form() })
  },
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
  async show({ ask, params, query, form }) {
    const reference = ProjectReference.safeParse(params)
    if (!reference.success) throw notFound()
    const { projectId } = reference.data
    const [review, queue] = await Promise.all([
      ask(readMyReview, { projectId }),
      ask(listMySheets, { projectId, all: true, cursor: query.cursor }),
    ])
    return draw(MyReviewPage, { review, queue, isFirstPage: !query.cursor, form: form() })
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
    const written = writtenAmount({ amount: approvalAbove, currency })
    return draw(ApprovalRulePage, { form: form({ currency: currency ?? '', approvalAbove: written }) })
  },
  submit: {
    command: changeApprovalRule,
    tidy: amountTidied,
    done: () => go('/settings/awards', success('reviews.rule.saved')),
  },
})

const queue = page({
  name: 'reviews.queuePage',
  path: '/review-queue',
  permission: 'member',
  async show({ ask, query }) {
    const list = await ask(listMySheets, { cursor: query.cursor })
    return draw(QueuePage, { ...list, isFirstPage: !query.cursor })
  },
})

const sheetPath = '/review-sheets/:sheetId'
const backToSheet = ({ params }: PageContext) => `/review-sheets/${params.sheetId}`

const sheet = page({
  name: 'reviews.sheetPage',
  path: sheetPath,
  permission: 'member',
  async show({ ask, params, form }) {
    const reference = SheetReference.safeParse(params)
    if (!reference.success) throw notFound()
    const found = await ask(readSheet, reference.data)
    const marks = found.criteria.map(({ id }) => {
      const mark = found.marks.find(({ criterionId }) => criterionId === id)
      return { criterionId: id, points: mark?.points ?? '', note: mark?.note ?? '' }
    })
    return draw(SheetPage, { sheet: found, form: form({ marks, note: found.note ?? '' }) })
  },
  submit: {
    command: saveSheet,
    // What was typed is what is handed in.
    fill: ({ query }) => ({ handIn: query.then === 'hand-in' }),
    done: ({ sheetId }, { query }) =>
      go(
        `/review-sheets/${sheetId}`,
        success(query.then === 'hand-in' ? 'reviews.sheets.handedIn' : 'reviews.sheets.saved'),
      ),
  },
})

const rate = action({
  name: 'reviews.rateSheetMatchAction',
  path: `${sheetPath}/match-rating`,
  permission: 'member',
  command: rateSheetMatch,
  // A button sends text, and an empty one takes it back.
  tidy: ({ isRight = null, ...input }) => ({ ...input, isRight: isRight === '' ? null : isRight }),
  done: ({ sheetId }) => go(`/review-sheets/${sheetId}`, success('applications.match.said')),
  back: backToSheet,
})

const excuse = action({
  name: 'reviews.excuseAction',
  path: `${sheetPath}/conflict`,
  permission: 'member',
  command: excuseSheet,
  done: ({ projectId }) => go(`${minePath}/${projectId}`, success('reviews.sheets.excused')),
  back: backToSheet,
})

/** Reviewers come back to their sheet, staff to the application. */
const askFromSheet = action({
  name: 'reviews.askFromSheetAction',
  path: `${sheetPath}/ask/:applicationId`,
  permission: 'member',
  command: askApplicant,
  done: (_result, context) => go(backToSheet(context), success('reviews.messages.sent')),
  back: backToSheet,
})

const applicationsPath = `${reviewPath}/applications`
const weighedAddress = (applicationId: string) => `/weighed-applications/${applicationId}`
const backToList = ({ params }: PageContext) =>
  `${addressOf({ projectId: String(params.projectId) })}/applications`

const weighedList = page({
  name: 'reviews.weighedListPage',
  path: applicationsPath,
  permission: 'reviews.read',
  async show({ ask, params, query, form }) {
    const said = ListWeighed.safeParse({ ...params, ...(query.sort && { sort: query.sort }) })
    if (!said.success) throw notFound()
    const list = await ask(listWeighed, said.data)
    return draw(WeighedListPage, {
      list,
      sort: said.data.sort,
      sorts,
      outcomes,
      form: form({ outcome: 'awarded' }),
    })
  },
})

const share = action({
  name: 'reviews.shareOutAction',
  path: `${applicationsPath}/share-out`,
  permission: 'reviews.manage',
  command: shareOut,
  done: ({ projectId, assigned, short }) =>
    go(`${addressOf({ projectId })}/applications`, success('reviews.progress.shared', { assigned, short })),
  back: backToList,
})

const assign = action({
  name: 'reviews.assignAction',
  path: `${applicationsPath}/:applicationId/assign`,
  permission: 'reviews.manage',
  command: assignReviewer,
  done: ({ applicationId }) => go(weighedAddress(applicationId), success('reviews.sheets.assigned')),
  back: ({ params }) => weighedAddress(String(params.applicationId)),
})

const unassign = action({
  name: 'reviews.unassignAction',
  path: `${applicationsPath}/:applicationId/reviewers/:personId/unassign`,
  permission: 'reviews.manage',
  command: unassignReviewer,
  done: ({ applicationId }) => go(weighedAddress(applicationId), success('reviews.sheets.unassigned')),
  back: ({ params }) => weighedAddress(String(params.applicationId)),
})

const weighed = page({
  name: 'reviews.weighedPage',
  path: '/weighed-applications/:applicationId',
  permission: 'reviews.read',
  async show({ ask, params, form }) {
    const reference = ApplicationReference.safeParse(params)
    if (!reference.success) throw notFound()
    return draw(WeighedPage, { weighed: await ask(readWeighed, reference.data), outcomes, form: form() })
  },
})

const backToWeighed = ({ params }: PageContext) => weighedAddress(String(params.applicationId))

const list = action({
  name: 'reviews.shortlistAction',
  path: '/weighed-applications/:applicationId/shortlist',
  permission: 'reviews.manage',
  command: shortlist,
  done: ({ applicationId }) => go(weighedAddress(applicationId), success('reviews.weighed.listed')),
  back: backToWeighed,
})

const question = action({
  name: 'reviews.askAction',
  path: '/weighed-applications/:applicationId/ask',
  permission: 'reviews.read',
  command: askApplicant,
  done: ({ applicationId }) => go(weighedAddress(applicationId), success('reviews.messages.sent')),
  back: backToWeighed,
})

const deciding = page({
  name: 'reviews.decidePage',
  path: `${reviewPath}/decisions/new`,
  permission: 'reviews.manage',
  async show({ ask, params, queryFields, form }) {
    const named = (name: string) => queryFields.filter(([field]) => field === name).map(([, value]) => value)
    const state = form({ applicationIds: named('applicationIds'), outcome: named('outcome').at(-1) ?? '' })
    const { applicationIds, outcome, feedback } = state.values
    const said = PreviewDecisions.safeParse({
      projectId: params.projectId,
      applicationIds: [applicationIds].flat(),
      outcome,
      feedback: typeof feedback === 'string' && feedback.trim() !== '' ? feedback : null,
    })
    const reference = ProjectReference.safeParse(params)
    if (!reference.success) throw notFound()
    // Nothing was chosen: back to where it is.
    if (!said.success) {
      await ask(readReview, reference.data)
      return go(`${addressOf(reference.data)}/applications`, {
        kind: 'error',
        message: 'reviews.decisions.chooseFirst',
      })
    }
    return draw(DecidePage, {
      preview: await ask(previewDecisions, said.data),
      outcome: said.data.outcome,
      form: state,
    })
  },
  submit: {
    command: decide,
    done: ({ projectId, decided, proposed }) =>
      go(
        `${addressOf({ projectId })}/applications`,
        success('reviews.decisions.done', { decided, proposed }),
      ),
  },
})

const agree = action({
  name: 'reviews.agreeAction',
  path: '/decisions/:decisionId/agree',
  permission: 'reviews.manage',
  command: agreeToDecision,
  done: ({ projectId, status }) =>
    go(`${addressOf({ projectId })}/applications`, success(`reviews.decisions.${status}Now`)),
  back: () => '/managed-projects',
})

const hear = action({
  name: 'reviews.hearAction',
  path: '/appeals/:appealId/hear',
  permission: 'reviews.manage',
  command: hearAppeal,
  done: ({ applicationId }) => go(weighedAddress(applicationId), success('reviews.appeals.heard')),
  back: () => '/managed-projects',
})

const outcomePath = '/applications/:applicationId/outcome'
const backToOutcome = ({ params }: PageContext) => `/applications/${params.applicationId}/outcome`

const outcome = page({
  name: 'reviews.outcomePage',
  path: outcomePath,
  permission: 'person',
  async show({ ask, params, form }) {
    const reference = ApplicationReference.safeParse(params)
    if (!reference.success) throw notFound()
    return draw(OutcomePage, {
      outcome: await ask(readOutcome, reference.data),
      tones: statusTones,
      form: form(),
    })
  },
})

const answer = action({
  name: 'reviews.answerAction',
  path: `${outcomePath}/answer`,
  permission: 'person',
  command: answerQuestion,
  done: ({ applicationId }) =>
    go(`/applications/${applicationId}/outcome`, success('reviews.messages.answered')),
  back: backToOutcome,
})

const appeal = action({
  name: 'reviews.appealAction',
  path: `${outcomePath}/appeal`,
  permission: 'person',
  command: fileAppeal,
  done: ({ applicationId }) => go(`/applications/${applicationId}/outcome`, success('reviews.appeals.filed')),
  back: backToOutcome,
})

export const pages: readonly AnyPage[] = [
  overview,
  makeRecord,
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
  queue,
  sheet,
  rate,
  excuse,
  askFromSheet,
  weighedList,
  share,
  assign,
  unassign,
  weighed,
  list,
  question,
  deciding,
  agree,
  hear,
  outcome,
  answer,
  appeal,
]
