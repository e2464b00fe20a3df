import { projects } from './projects.ts'
import { MadeIds, nothing, type Sample, type SampleContext, type Samples } from './sample.ts'

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

const rubric = ofProject(() => ({ criteria: [{ name: 'Price' }] }))
const settings = ofProject(() => ({ hidden: ['names'], appealDays: 7 }))
const appointed = ofProject(({ spot }) => ({ personId: spot.newcomerId }))
const dismissed = withReviewer(({ spot }) => ({ personId: spot.newcomerId }))
const recorded = withReviewer(({ spot }) => ({ personId: spot.newcomerId, reason: 'Friends' }))
const lifted = withConflict(({ spot }) => ({ conflictId: conflictIds.get(spot.unitId) }))
const rule: Sample = { about: 'nothing', input: () => ({ currency: 'USD', approvalAbove: 100 }) }

export const reviews: Samples = {
  'reviews.readReview': ofProject(),
  'reviews.changeReview': settings,
  'reviews.setRubric': rubric,
  'reviews.findReviewers': ofProject(() => ({ search: 'a' })),
  'reviews.appointReviewer': appointed,
  'reviews.dismissReviewer': dismissed,
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
    input: ({ spot }) => ({ projectId: spot.unitId, 'criteria.0.name': 'Price' }),
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
