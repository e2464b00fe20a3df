import { randomUUID } from 'node:crypto'
import { projects } from './projects.ts'
import { idOfNothing, MadeIds, nothing, type Sample, type SampleContext, type Samples } from './sample.ts'

/** A published project of the unit, with its id. */
const published = projects['projects.readProject'] as Sample

const ofProject = (more: (context: SampleContext) => object = () => ({})): Sample => ({
  about: 'unit',
  input: (context) => ({ projectId: context.spot.unitId, ...more(context) }),
  prepare: (context) => published.prepare?.(context) ?? Promise.resolve(),
})

const conflictIds = new MadeIds()

/** With a newcomer who reviews it, and who stands too close. */
const withReviewer = (more: (context: SampleContext) => object): Sample => ({
  ...ofProject(more),
  async prepare(context) {
    await published.prepare?.(context)
    const { world, spot } = context
    await world.portal.app.database.pool.query(
      `INSERT INTO reviewers (id, tenant_id, project_id, person_id, appointed_at) VALUES ($1, $2, $1, $3, now())`,
      [spot.unitId, spot.tenantId, spot.newcomerId],
    )
  },
})

const withConflict = (more: (context: SampleContext) => object): Sample => ({
  ...ofProject(more),
  async prepare(context) {
    await published.prepare?.(context)
    const { world, spot } = context
    conflictIds.set(spot.unitId, spot.unitId)
    await world.portal.app.database.pool.query(
      `INSERT INTO review_conflicts (id, tenant_id, project_id, person_id, declared_at) VALUES ($1, $2, $1, $3, now())`,
      [spot.unitId, spot.tenantId, spot.newcomerId],
    )
  },
})

/** The project is reviewed by whoever asks. */
const ofMine: Sample = {
  ...ofProject(),
  async prepare(context) {
    await published.prepare?.(context)
    const { world, spot, asking } = context
    if (asking.personId)
      await world.portal.app.database.pool.query(
        `INSERT INTO reviewers (id, tenant_id, project_id, person_id, appointed_at)
         SELECT $1, $2, $1, p.id, now() FROM persons p WHERE p.tenant_id = $2 AND p.id = $3`,
        [spot.unitId, spot.tenantId, asking.personId],
      )
  },
}

const rubric = ofProject(() => ({
  criteria: [{ name: 'Price' }],
  addendum: { text: 'The price alone counts.' },
}))
const drafted = projects['projects.changeProject'] as Sample
const settings: Sample = {
  ...ofProject(() => ({ hidden: ['names'], appealDays: 7 })),
  prepare: (context) => drafted.prepare?.(context) ?? Promise.resolve(),
}
const appointed = ofProject(({ spot }) => ({ personId: spot.personId }))
const dismissed = withReviewer(({ spot }) => ({ personId: spot.newcomerId }))
const recorded = withReviewer(({ spot }) => ({ personId: spot.newcomerId, reason: 'Friends' }))
const lifted = withConflict(({ spot }) => ({
  conflictId: conflictIds.get(spot.unitId),
  reason: 'It is sold',
}))
const rule: Sample = { about: 'nothing', input: () => ({ currency: 'USD', approvalAbove: 100 }) }

/** A project in review with an application of a newcomer, all by the id of the unit. */
async function inReview(
  { world, spot }: SampleContext,
  { status = 'submitted', asker = null as string | null } = {},
) {
  const { pool } = world.portal.app.database
  await pool.query(
    `INSERT INTO projects (id, tenant_id, unit_id, slug, title, description, status, visibility, contact_email, time_zone, deadline,
       published_at, closed_at, created_at, updated_at)
     VALUES ($1, $2, $1, $3, 'Test', 'Test', 'reviewing', 'unit', 'a@example.org', 'UTC', '2020-01-01', '2019-01-01', '2020-01-01', now(), now())`,
    [spot.unitId, spot.tenantId, `test-${spot.unitId}`],
  )
  await pool.query(
    `INSERT INTO applications (id, tenant_id, project_id, person_id, status, bids, submitted_at, decided_at, created_at, updated_at)
     SELECT $1, $2, $1, p.id, $4, 1, now(), CASE WHEN $4 = 'declined' THEN now() END, now(), now()
     FROM persons p WHERE p.tenant_id = $2 AND p.id = $3`,
    [spot.unitId, spot.tenantId, asker ?? spot.newcomerId, status],
  )
}

async function withSheet(context: SampleContext, personId: string | null) {
  await inReview(context)
  const { world, spot } = context
  for (const [table, more, values] of [
    ['reviewers', 'appointed_at', 'now()'],
    ['review_sheets', 'application_id, marks, assigned_at', `$1, '{"v": 1, "marks": []}', now()`],
  ])
    await world.portal.app.database.pool.query(
      `INSERT INTO ${table} (id, tenant_id, project_id, person_id, ${more})
       SELECT $1, $2, $1, p.id, ${values} FROM persons p WHERE p.tenant_id = $2 AND p.id = $3`,
      [spot.unitId, spot.tenantId, personId],
    )
}

async function withDecision(
  context: SampleContext,
  status: 'proposed' | 'final',
  asker: string | null = null,
) {
  await inReview(context, { status: status === 'final' ? 'declined' : 'submitted', asker })
  const { world, spot } = context
  await world.portal.app.database.pool.query(
    `INSERT INTO review_decisions (id, tenant_id, project_id, application_id, outcome, reason, status, decided_at, final_at)
     SELECT $1, $2, $1, a.id, 'declined', 'Test', $3, now(), CASE WHEN $3 = 'final' THEN now() END FROM applications a WHERE a.id = $1`,
    [spot.unitId, spot.tenantId, status],
  )
}

const aboutProject = (more: (context: SampleContext) => object = () => ({})): Sample => ({
  about: 'unit',
  input: (context) => ({ projectId: context.spot.unitId, ...more(context) }),
  prepare: (context) => inReview(context),
})
const application = (more: object = {}): Sample => ({
  about: 'unit',
  input: ({ spot }) => ({ applicationId: spot.unitId, ...more }),
  prepare: (context) => inReview(context),
})
const ownApplication = (more: object, prepare: (context: SampleContext) => Promise<void>): Sample => ({
  about: 'unit',
  input: ({ spot }) => ({ applicationId: spot.unitId, ...more }),
  prepare,
})
/** Of whoever asks, who may ask only about what is theirs. */
const sheet = (more: object = {}): Sample => ({
  about: 'unit',
  input: ({ spot }) => ({ sheetId: spot.unitId, ...more }),
  prepare: (context) => withSheet(context, context.asking.personId),
})
const assigned: Sample = {
  ...aboutProject(({ spot }) => ({ applicationId: spot.unitId, personId: spot.personId })),
  prepare: (context) => withSheet(context, context.spot.personId),
}
const assignment: Sample = {
  ...assigned,
  async prepare(context) {
    await inReview(context)
    const { world, spot } = context
    await world.portal.app.database.pool.query(
      `INSERT INTO reviewers (id, tenant_id, project_id, person_id, appointed_at) VALUES ($1, $2, $1, $3, now())`,
      [spot.unitId, spot.tenantId, spot.personId],
    )
  },
}
const shared: Sample = { ...assignment, input: ({ spot }) => ({ projectId: spot.unitId, each: 1 }) }
const decision = aboutProject(({ spot }) => ({
  applicationIds: [spot.unitId],
  outcome: 'declined',
  reason: 'Test',
}))
const preview = aboutProject(({ spot }) => ({ applicationIds: [spot.unitId], outcome: 'declined' }))
const agreed: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ decisionId: spot.unitId, agrees: true }),
  prepare: (context) => withDecision(context, 'proposed'),
}
const appealed = ownApplication({ body: 'No' }, (context) =>
  withDecision(context, 'final', context.asking.personId),
)
const heard: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ appealId: spot.unitId, answer: 'So it is' }),
  async prepare(context) {
    await withDecision(context, 'final')
    const { world, spot } = context
    await world.portal.app.database.pool.query(
      `INSERT INTO appeals (id, tenant_id, decision_id, body, filed_at) VALUES ($1, $2, $1, 'No', now())`,
      [spot.unitId, spot.tenantId],
    )
  },
}
/** What came in is decided about. */
const decided: Sample = { ...aboutProject(), prepare: (context) => withDecision(context, 'final') }
const answered = ownApplication({ body: 'Nine metres' }, async (context) => {
  await inReview(context, { asker: context.asking.personId })
  const { world, spot } = context
  await world.portal.app.database.pool.query(
    `INSERT INTO clarifications (id, tenant_id, application_id, from_applicant, body, sent_at)
     SELECT $1, $2, a.id, false, 'How deep?', now() FROM applications a WHERE a.id = $1`,
    [spot.unitId, spot.tenantId],
  )
})
const outcome = ownApplication({}, (context) => inReview(context, { asker: context.asking.personId }))
const asked = application({ body: 'How deep?' })

const rated = (more: object): Sample => ({
  ...sheet(more),
  async prepare(context) {
    await withSheet(context, context.asking.personId)
    await context.world.portal.app.database.pool.query(
      `UPDATE applications SET match_score = 50, match_version = 1, match_reasons = '{"v": 1, "parts": []}' WHERE id = $1`,
      [context.spot.unitId],
    )
  },
})

export const reviews: Samples = {
  'reviews.rateSheetMatch': rated({ isRight: true }),
  'reviews.rateSheetMatchAction': rated({ isRight: 'true' }),
  'reviews.requestRecord': decided,
  'reviews.requestRecordAction': decided,
  'reviews.listRecords': decided,
  'reviews.readRecordContents': decided,
  'reviews.keepRecord': {
    ...aboutProject(({ spot }) => ({
      file: {
        fileId: randomUUID(),
        purpose: 'reviews.decisionRecord',
        name: 'record.pdf',
        mediaType: 'application/pdf',
        size: 1,
        sha256: '0'.repeat(64),
        renditions: [],
      },
      locale: 'en',
      mentions: [],
      madeBy: spot.personId,
    })),
  },
  'reviews.assignReviewer': assignment,
  'reviews.unassignReviewer': assigned,
  'reviews.shareOut': shared,
  'reviews.saveSheet': sheet({ marks: [] }),
  'reviews.handInSheet': sheet(),
  'reviews.excuseSheet': sheet(),
  'reviews.shortlist': application({ isShortlisted: true }),
  'reviews.askApplicant': asked,
  'reviews.answerQuestion': answered,
  'reviews.decide': decision,
  'reviews.agreeToDecision': agreed,
  'reviews.fileAppeal': appealed,
  'reviews.hearAppeal': heard,
  'reviews.listWeighed': aboutProject(),
  'reviews.readWeighed': application(),
  'reviews.previewDecisions': preview,
  'reviews.listMySheets': nothing,
  'reviews.readSheet': sheet(),
  'reviews.readOutcome': outcome,
  'reviews.readReviewLetter': { about: 'nothing', input: () => ({ kind: 'message', id: idOfNothing }) },
  'reviews.queuePage': nothing,
  'reviews.sheetPage': sheet(),
  'reviews.excuseAction': sheet(),
  'reviews.askFromSheetAction': {
    ...sheet({ body: 'How deep?' }),
    input: ({ spot }) => ({ sheetId: spot.unitId, applicationId: spot.unitId, body: 'How deep?' }),
  },
  'reviews.weighedListPage': aboutProject(),
  'reviews.shareOutAction': shared,
  'reviews.assignAction': assignment,
  'reviews.unassignAction': assigned,
  'reviews.weighedPage': application(),
  'reviews.shortlistAction': application({ isShortlisted: 'true' }),
  'reviews.askAction': asked,
  'reviews.decidePage': decision,
  'reviews.agreeAction': { ...agreed, input: ({ spot }) => ({ decisionId: spot.unitId, agrees: 'true' }) },
  'reviews.hearAction': heard,
  'reviews.outcomePage': outcome,
  'reviews.answerAction': answered,
  'reviews.appealAction': appealed,
  'reviews.readReview': ofProject(),
  'reviews.changeReview': settings,
  'reviews.setRubric': rubric,
  'reviews.findReviewers': ofProject(() => ({ search: 'a' })),
  'reviews.appointReviewer': appointed,
  'reviews.dismissReviewer': dismissed,
  'reviews.dismissApplicants': ofProject(),
  'reviews.readDismissalLetter': ofProject(),
  'reviews.declareConflict': ofMine,
  'reviews.recordConflict': recorded,
  'reviews.liftConflict': lifted,
  'reviews.listMyReviews': nothing,
  'reviews.readMyReview': ofMine,
  'reviews.readApprovalRule': nothing,
  'reviews.changeApprovalRule': rule,
  'reviews.readAppointmentLetter': dismissed,
  'reviews.reviewPage': ofProject(),
  'reviews.settingsPage': settings,
  'reviews.rubricPage': {
    ...rubric,
    input: ({ spot }) => ({
      projectId: spot.unitId,
      'criteria.0.name': 'Price',
      'addendum.text': 'The price alone counts.',
    }),
  },
  'reviews.appointPage': appointed,
  'reviews.dismissAction': dismissed,
  'reviews.recordConflictPage': recorded,
  'reviews.liftConflictAction': lifted,
  'reviews.standApartAction': ofProject(),
  'reviews.myReviewsPage': nothing,
  'reviews.myReviewPage': ofMine,
  'reviews.declareConflictAction': ofMine,
  'reviews.approvalRulePage': rule,
}
