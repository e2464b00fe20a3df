import { randomUUID } from 'node:crypto'
import { png } from '../world.ts'
import { atUnit, nothing, type Sample, type SampleContext, type Samples } from './sample.ts'

const said = () => ({ title: `Bridge ${randomUUID().slice(0, 8)}` })

/** A project of the unit, with its id, in one of the states, for those of the unit. */
const inState =
  (status: 'draft' | 'published' | 'closed') =>
  async ({ world, spot }: SampleContext): Promise<void> => {
    await world.portal.app.database.pool.query(
      `INSERT INTO projects (id, tenant_id, unit_id, slug, title, description, status, visibility, contact_email, time_zone, deadline, published_at,
         created_at, updated_at)
       VALUES ($1, $2, $1, $3, 'Test', 'Test', $4, 'unit', 'a@example.org', 'UTC', '2999-01-01', CASE WHEN $4 <> 'draft' THEN now() END, now(), now())`,
      [spot.unitId, spot.tenantId, `test-${spot.unitId}`, status],
    )
    // What is closed can be reviewed.
    if (status === 'closed')
      await world.portal.app.database.pool.query(
        `INSERT INTO review_criteria (id, tenant_id, project_id, position, name, weight, most_points)
         VALUES (gen_random_uuid(), $2, $1, 0, 'Test', 1, 10)`,
        [spot.unitId, spot.tenantId],
      )
  }

/** What each of the states lets happen. */
const project = (status: 'draft' | 'published' | 'closed', more: object = {}): Sample => ({
  about: 'unit',
  input: ({ spot }) => ({ projectId: spot.unitId, ...more }),
  prepare: inState(status),
})

const draft = project('draft')

/** As its page is found. */
const found: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ slug: `test-${spot.unitId}` }),
  prepare: inState('published'),
}

const category: Sample = {
  about: 'tenant',
  input: ({ spot }) => ({ categoryId: spot.unitId }),
  async prepare({ world, spot }) {
    await world.portal.app.database.pool.query(
      `INSERT INTO project_categories (id, tenant_id, name, created_at, updated_at)
       VALUES ($1, $2, '{"v": 1, "en": "Test"}', now(), now())`,
      [spot.unitId, spot.tenantId],
    )
  },
}

const named = () => ({ name: { v: 1, en: 'Roads' } })
const renamed: Sample = { ...category, input: ({ spot }) => ({ categoryId: spot.unitId, ...named() }) }
const demanded = project('draft', { kind: 'licence', title: 'C-10', isGate: false })

const demand: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ projectId: spot.unitId, demandId: spot.unitId }),
  async prepare(context) {
    await inState('draft')(context)
    const { world, spot } = context
    await world.portal.app.database.pool.query(
      `INSERT INTO project_demands (id, tenant_id, project_id, kind, title, created_at) VALUES ($1, $2, $1, 'licence', 'B', now())`,
      [spot.unitId, spot.tenantId],
    )
  },
}

const addendum = { text: 'Longer piles', isMaterial: false }
const amended = project('published', { addendum })

/** With a file that nobody else has seen yet. */
const withFile: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ projectId: spot.unitId, fileId: spot.unitId }),
  async prepare(context) {
    await inState('draft')(context)
    const { world, spot } = context
    await world.portal.app.database.pool.query(
      `WITH made AS (INSERT INTO stored_files (id, tenant_id, purpose, media_type, size, sha256, created_at)
         VALUES ($1, $2, 'projects.attachment', 'application/pdf', 1, sha256('x'::bytea), now()) RETURNING id)
       INSERT INTO project_files (tenant_id, project_id, file_id, added_at) SELECT $2, $1, id, now() FROM made`,
      [spot.unitId, spot.tenantId],
    )
  },
}

/** A question of whoever asks, or of nobody. */
const question = (more: object = {}): Sample => ({
  about: 'unit',
  input: ({ spot }) => ({ projectId: spot.unitId, questionId: spot.unitId, ...more }),
  async prepare(context) {
    await inState('published')(context)
    const { world, spot, asking } = context
    await world.portal.app.database.pool.query(
      `INSERT INTO project_questions (id, tenant_id, project_id, asked_by, text, asked_at)
       VALUES ($1, $2, $1, (SELECT id FROM persons WHERE tenant_id = $2 AND id = $3), 'How deep?', now())`,
      [spot.unitId, spot.tenantId, asking.personId ?? null],
    )
  },
})

/** Whoever holds the unit, as whoever looks after it finds them. */
const invited: Sample = {
  ...project('draft'),
  input: ({ spot }) => ({ projectId: spot.unitId, personIds: [spot.personId] }),
}

const invitation: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ projectId: spot.unitId, invitationId: spot.unitId }),
  async prepare(context) {
    await inState('published')(context)
    const { world, spot } = context
    await world.portal.app.database.pool.query(
      `INSERT INTO project_invitations (id, tenant_id, project_id, person_id, invited_at) VALUES ($1, $2, $1, $3, now())`,
      [spot.unitId, spot.tenantId, spot.newcomerId],
    )
  },
}

const drafted: Sample = { ...atUnit, input: ({ spot }) => ({ unitId: spot.unitId, ...said() }) }

export const projects: Samples = {
  'projects.findProjects': nothing,
  'projects.readProject': project('published'),
  'projects.readProjectAt': found,
  'projects.readMatch': project('published'),
  'projects.bookmarkProject': project('published'),
  'projects.forgetProject': project('published'),
  'projects.bookmarkAction': project('published'),
  'projects.forgetAction': project('published'),
  'projects.listProjects': nothing,
  'projects.listProjectsFile': nothing,
  'projects.draftProject': drafted,
  'projects.changeProject': project('draft', said()),
  'projects.amendProject': amended,
  'projects.listAddenda': project('published'),
  'projects.addProjectFile': project('draft', { file: png }),
  'projects.removeProjectFile': withFile,
  'projects.askQuestion': project('published', { text: 'How deep is it?' }),
  'projects.changeQuestion': question({ text: 'How deep is it now?' }),
  'projects.withdrawQuestion': question(),
  'projects.answerQuestion': question({ answer: 'Nine metres' }),
  'projects.listQuestions': project('published'),
  'projects.setProjectArea': project('draft', { area: '' }),
  'projects.areaPage': project('draft', { area: '' }),
  'projects.inviteToProject': invited,
  'projects.withdrawInvitation': invitation,
  'projects.listInvitations': project('published'),
  'projects.findInvitees': project('published', { search: 'a' }),
  'projects.readInvitationLetter': { about: 'nothing', input: () => ({ invitationId: randomUUID() }) },
  'projects.invitationsPage': project('published'),
  'projects.invitePage': invited,
  'projects.withdrawInvitationAction': invitation,
  'projects.readQuestionLetter': { about: 'nothing', input: () => ({ questionId: randomUUID() }) },
  'projects.importProject': {
    ...atUnit,
    input: ({ spot }) => ({
      unitId: spot.unitId,
      source: 'SAM.gov',
      url: null,
      publishes: false,
      parts: { title: 'Bridge' },
    }),
  },
  'projects.amendImported': project('draft', { parts: { title: 'Bridge' }, text: 'Changed', url: null }),
  'projects.noteOriginal': project('published', { isGone: true }),
  'projects.announceRubric': project('published', {
    text: 'The price alone counts.',
    before: [],
    after: [],
    issuedBy: null,
  }),
  'projects.discardProject': draft,
  'projects.addDemand': demanded,
  'projects.removeDemand': demand,
  'projects.publishProject': draft,
  'projects.noteSealing': project('draft', { sealing: 'awaiting' }),
  'projects.closeProject': project('published', { reason: 'Because' }),
  'projects.closeDueProjects': nothing,
  'projects.reviewProject': project('closed'),
  'projects.awardProject': project('closed'),
  'projects.cancelProject': project('published', { reason: 'Because' }),
  'projects.listCategories': nothing,
  'projects.declareCategory': { about: 'nothing', input: named },
  'projects.changeCategory': renamed,
  'projects.archiveCategory': category,
  'projects.restoreCategory': category,
  'projects.listUnitsToDraftIn': nothing,
  'projects.listPublicAddresses': nothing,
  'projects.feed': nothing,
  'projects.calendar': nothing,
  'projects.deadlineCalendar': found,
  'projects.sitemap': nothing,
  'projects.robots': nothing,
  'projects.findPage': nothing,
  'projects.projectPage': found,
  'projects.managedPage': nothing,
  'projects.draftPage': { ...drafted, about: 'nothing' },
  'projects.editPage': project('draft', { title: 'Bridge' }),
  'projects.addDemandPage': demanded,
  'projects.addFilePage': project('draft', { file: png }),
  'projects.removeFileAction': withFile,
  'projects.questionsPage': project('published'),
  'projects.askPage': project('published', { text: 'How deep is it?' }),
  'projects.changeQuestionPage': question({ text: 'How deep is it now?' }),
  'projects.withdrawQuestionAction': question(),
  'projects.answerPage': question({ answer: 'Nine metres' }),
  'projects.managedOnePage': project('draft'),
  'projects.removeDemandPage': demand,
  'projects.amendPage': {
    ...amended,
    input: ({ spot }) => ({ projectId: spot.unitId, 'addendum.text': 'Longer' }),
  },
  'projects.publishAction': draft,
  'projects.discardAction': draft,
  'projects.closeAction': project('published', { reason: 'Because' }),
  'projects.reviewAction': project('closed'),
  'projects.cancelAction': project('published', { reason: 'Because' }),
  'projects.categoriesPage': nothing,
  'projects.newCategoryPage': { about: 'nothing', input: () => ({ 'name.en': 'Roads' }) },
  'projects.categoryPage': {
    ...category,
    input: ({ spot }) => ({ categoryId: spot.unitId, 'name.en': 'Roads' }),
  },
  'projects.archiveCategoryAction': category,
  'projects.restoreCategoryAction': category,
}
