import { emptyContents } from '../../../src/modules/applications/contents.ts'
import { png } from '../world.ts'
import { projects } from './projects.ts'
import { nothing, type Sample, type SampleContext, type Samples } from './sample.ts'

const published = projects['projects.readProject'] as Sample

const found = projects['projects.projectPage'] as Sample

const said = { proposal: 'Test', experience: 'Test', timeline: 'Test' }

type Status = 'draft' | 'submitted'

/** An application for a project of the unit, with its id: of whoever asks, where they are of that association. */
const inState =
  (status: Status) =>
  async (context: SampleContext): Promise<void> => {
    const { world, spot, asking } = context
    await published.prepare?.(context)
    const isHere = spot.tenantId === world.here && asking.role !== 'account without person here'
    const personId = isHere && asking.personId ? asking.personId : spot.newcomerId
    const { pool } = world.portal.app.database
    const draft = status === 'draft' ? JSON.stringify({ ...emptyContents(null), ...said }) : null
    await pool.query(
      `INSERT INTO applications (id, tenant_id, project_id, person_id, status, bids, submitted_at, submitted_by, draft, draft_salt,
         draft_saved_at, created_at, updated_at)
       VALUES ($1, $2, $1, $3, $4, CASE WHEN $4 = 'draft' THEN 0 ELSE 1 END, CASE WHEN $4 <> 'draft' THEN now() END, $3, $5::jsonb,
         CASE WHEN $4 = 'draft' THEN 'x' END, CASE WHEN $4 = 'draft' THEN now() END, now(), now())`,
      [spot.unitId, spot.tenantId, personId, status, draft],
    )
    if (status === 'submitted')
      await pool.query(
        `INSERT INTO bids (id, tenant_id, application_id, number, hash, submitted_at) VALUES ($1, $2, $1, 1, sha256('x'), now())`,
        [spot.unitId, spot.tenantId],
      )
  }

const application = (status: Status, more: Record<string, unknown> = {}): Sample => ({
  about: 'unit',
  input: ({ spot }) => ({ applicationId: spot.unitId, ...more }),
  prepare: inState(status),
})

const matched = (more: Record<string, unknown> = {}): Sample => ({
  ...application('submitted', more),
  async prepare(context) {
    await inState('submitted')(context)
    await context.world.portal.app.database.pool.query(
      `UPDATE applications SET match_score = 50, match_version = 1, match_reasons = '{"v": 1, "parts": []}' WHERE id = $1`,
      [context.spot.unitId],
    )
  },
})

const draft = projects['projects.publishProject'] as Sample

/** Whoever it names is nobody, which is told to those who may do it. */
const toSeal: Sample = {
  ...draft,
  input: ({ spot }) => ({
    projectId: spot.unitId,
    threshold: 2,
    witnesses: ['a@example.org', 'b@example.org'],
  }),
}

/** A draft whose bids are to be sealed; whoever asks is a witness, where they are of that association. */
const sealing = (more: Record<string, unknown> = {}): Sample => ({
  about: 'unit',
  input: ({ spot }) => ({ projectId: spot.unitId, ...more }),
  async prepare(context) {
    await draft.prepare?.(context)
    const { world, spot, asking } = context
    const { pool } = world.portal.app.database
    const isHere = spot.tenantId === world.here && asking.role !== 'account without person here'
    await pool.query(
      'INSERT INTO sealings (tenant_id, project_id, threshold, created_at) VALUES ($1, $2, 2, now())',
      [spot.tenantId, spot.unitId],
    )
    await pool.query(
      'INSERT INTO sealing_witnesses (tenant_id, project_id, person_id) SELECT $1, $2, unnest($3::uuid[])',
      [
        spot.tenantId,
        spot.unitId,
        [isHere && asking.personId ? asking.personId : spot.newcomerId, spot.personId],
      ],
    )
  },
})

const file: Sample = {
  ...application('draft'),
  async prepare(context) {
    await inState('draft')(context)
    const { world, spot } = context
    await world.portal.app.database.pool.query(
      `INSERT INTO application_files (tenant_id, application_id, file_id, in_draft, in_bid, added_at) VALUES ($1, $2, $3, true, true, now())`,
      [spot.tenantId, spot.unitId, spot.fileId],
    )
  },
  input: ({ spot }) => ({ applicationId: spot.unitId, fileId: spot.fileId }),
}

/** All that came in for a project of the unit. */
const exported: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ projectId: spot.unitId }),
  async prepare(context) {
    await published.prepare?.(context)
    await context.world.portal.app.database.pool.query(
      `UPDATE projects SET status = 'closed', closed_at = now() WHERE id = $1`,
      [context.spot.unitId],
    )
  },
}

export const applications: Samples = {
  'applications.noteMatchRating': {
    ...matched({ isRight: true }),
    input: ({ spot }) => ({ applicationId: spot.unitId, personId: spot.newcomerId, isRight: true }),
  },
  'applications.requestExport': exported,
  'applications.readProjectToExport': exported,
  'applications.listExported': { ...exported, input: ({ spot }) => ({ projectId: spot.unitId, limit: 5 }) },
  'applications.exportPage': exported,
  'applications.listMyApplications': nothing,
  'applications.readApplication': application('submitted'),
  'applications.readApplicationDocument': application('draft'),
  'applications.document': application('draft'),
  'applications.startApplication': published,
  'applications.saveDraft': application('draft', said),
  'applications.addFile': application('draft', { file: png }),
  'applications.removeFile': file,
  'applications.submitApplication': application('draft'),
  'applications.reviseApplication': application('submitted'),
  'applications.discardDraft': application('draft'),
  'applications.withdrawApplication': application('submitted'),
  'applications.readReceipts': application('submitted'),
  'applications.readReceiptLetter': application('submitted', { number: 1 }),
  'applications.readKeptMatch': matched(),
  'applications.rateMatch': matched({ isRight: true }),
  'applications.matchPage': matched(),
  'applications.rateMatchAction': matched({ isRight: 'true' }),
  'applications.shortlistApplication': application('submitted', { isShortlisted: true }),
  'applications.reopenApplication': application('submitted'),
  'applications.decideApplication': application('submitted', {
    outcome: 'declined',
    decidedBy: null,
    reason: null,
    feedback: null,
  }),
  'applications.dropSetAside': application('submitted'),
  'applications.readStart': published,
  'applications.listApplications': nothing,
  'applications.listApplicationsFile': nothing,
  'applications.myApplicationsPage': nothing,
  'applications.applyPage': {
    ...found,
    input: (context) => ({ ...found.input(context), projectId: context.spot.unitId }),
  },
  'applications.applicationPage': application('submitted'),
  'applications.draftPage': application('draft', said),
  'applications.discardAction': application('draft'),
  'applications.filesPage': application('draft', { file: png }),
  'applications.removeFileAction': file,
  'applications.checkPage': application('draft'),
  'applications.reviseAction': application('submitted'),
  'applications.withdrawAction': application('submitted'),
  'applications.receiptsPage': application('submitted'),
  'applications.applicationsPage': nothing,
  'applications.acknowledgeAddenda': application('draft', { upTo: 1 }),
  'applications.acknowledgeAction': application('draft', { upTo: 1 }),
  'applications.listApplicantsToTell': { about: 'unit', input: ({ spot }) => ({ projectId: spot.unitId }) },
  'applications.sealProject': toSeal,
  'applications.sealProjectPage': toSeal,
  'applications.unsealProject': sealing(),
  'applications.unsealAction': sealing(),
  'applications.acceptWitnessing': sealing({ passphrase: 'four quiet words 1' }),
  'applications.sealingPage': sealing({ passphrase: 'four quiet words 1' }),
  'applications.declineWitnessing': sealing({ reason: 'A cousin applies' }),
  'applications.declineWitnessingAction': sealing({ reason: 'A cousin applies' }),
  'applications.openBids': sealing({ passphrase: 'four quiet words 1' }),
  'applications.openBidsPage': sealing({ passphrase: 'four quiet words 1' }),
  'applications.readSealing': sealing(),
  'applications.listMySealings': nothing,
  'applications.mySealingsPage': nothing,
  'applications.readSealingLetter': {
    about: 'unit',
    input: ({ spot }) => ({ projectId: spot.unitId, personId: spot.newcomerId }),
  },
  'applications.unsealNextBid': sealing(),
}
