import { sql } from '../../../platform/db/sql.ts'
import { invalid, notEligible } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { lackedOfCondition } from '../../membership/index.ts'
import { matchProject } from '../../projects/index.ts'
import { addendaOf } from '../addenda-row.ts'
import { addendaUnread, lacksPapers, nothingWritten, partyFault } from '../application.ts'
import { partyOf } from '../application-row.ts'
import { totalOf } from '../contents.ts'
import { ChangedApplication, SubmitApplication } from '../contract.ts'
import { applicationSubmitted } from '../facts.ts'
import { letFilesGo } from '../file-row.ts'
import { closedGates } from '../paper.ts'
import { holdForSubmission, requirePlace } from '../place-row.ts'
import { onlyWritten } from '../policy.ts'
import { command } from '../room.ts'
import { keepSealedFiles, requireSeal, sealWritten } from '../sealed-row.ts'
import { requireNoWitness } from '../sealing-row.ts'
import { assemble } from '../written-row.ts'

/** What was written is handed in as it stands, and is no draft any more. A bid that was there before counts no longer. */
export const submitApplication = command({
  name: 'applications.submitApplication',
  summary: 'Hand in what you have written: it counts from then on, instead of what you handed in before',
  permission: 'person',
  input: SubmitApplication,
  output: ChangedApplication,
  http: { method: 'post', path: '/applications/:applicationId/submission' },
  severity: 'notable',
  prepare: (context, { applicationId }) => sealWritten(context, applicationId),
  target: ({ tx, ...reader }, { applicationId }) => holdForSubmission(tx.sql, reader, applicationId),
  rule: onlyWritten,
  async run(context, { applicationId }, application) {
    const { tx, actor, now, text, locale, prepared, record, emit, call } = context
    const { tenantId, project, personId, companyId, status, bids, draft } = application
    const submittedBy = personOf(actor)
    const fault = partyFault(project.openTo, companyId)
    if (fault) throw fault
    const reader = { now, text, locale: locale() }
    const lacked = await lackedOfCondition(tx.sql, { tenantId, personId: submittedBy }, project, reader)
    if (lacked.length > 0) throw notEligible({ values: { missing: lacked.join(', ') } })
    // Who acts for a company may be another than when it began.
    if (project.isSealed)
      await requireNoWitness(tx.sql, { tenantId, projectId: project.id, personId, companyId })
    const assembled = await assemble(tx.sql, application, now)
    if (!assembled || draft === null) throw nothingWritten()
    const unread = (await addendaOf(tx.sql, application)).some(
      ({ acknowledgedAt }) => acknowledgedAt === null,
    )
    if (unread) throw addendaUnread()
    if (assembled.missing.length > 0) throw invalid(assembled.missing)
    const closed = closedGates(assembled.demands)
    if (closed.length > 0)
      throw lacksPapers({ values: { papers: closed.map(({ title }) => title).join(', ') } })
    await requirePlace(tx.sql, application)
    const sealed = await requireSeal(tx.sql, application, assembled, prepared)
    const [number, version] = [bids + 1, application.version + 1]
    const { document, hash } = assembled
    await tx.sql(sql`
      UPDATE bids SET ended_at = ${now}, document = NULL, sealed = NULL
      WHERE tenant_id = ${tenantId}::uuid AND application_id = ${applicationId}::uuid AND ended_at IS NULL`)
    await tx.sql(sql`
      INSERT INTO bids (id, tenant_id, application_id, number, document, sealed, hash, submitted_at, submitted_by)
      VALUES (${newId(now.getTime())}::uuid, ${tenantId}::uuid, ${applicationId}::uuid, ${number},
        ${sealed ? null : document}, ${sealed?.document ?? null}, ${hash}, ${now},
        ${submittedBy}::uuid)`)
    const old = await tx.sql<{ id: string }>(sql`
      SELECT file_id AS id FROM application_files
      WHERE tenant_id = ${tenantId}::uuid AND application_id = ${applicationId}::uuid AND (NOT in_draft OR ${sealed !== null})`)
    await letFilesGo(
      { tx, call },
      application,
      old.map(({ id }) => id),
    )
    await tx.sql(sql`
      UPDATE application_files SET in_bid = true, in_draft = false
      WHERE tenant_id = ${tenantId}::uuid AND application_id = ${applicationId}::uuid`)
    // As it is now: what the profile says later, or a rule that comes after this one, changes nothing of it.
    const { kind, id } = partyOf(application, submittedBy)
    const match = await matchProject(tx.sql, { tenantId, projectId: project.id }, { kind, id }, now)
    if (sealed) await keepSealedFiles({ tx, now, call }, application, sealed.files)
    // What a sealed bid asks for is sealed as well.
    const total = sealed ? null : totalOf(draft)
    await tx.sql(sql`
      UPDATE applications SET status = 'submitted', bids = ${number}, submitted_at = ${now}, submitted_by = ${submittedBy}::uuid,
        withdrawn_at = NULL, total = ${total}::bigint, currency = ${total === null ? null : draft.currency}, draft = NULL, draft_salt = NULL,
        draft_saved_at = NULL, match_score = ${match.score}, match_reasons = ${JSON.stringify(match.reasons)}::jsonb,
        match_version = ${match.version}, version = ${version}, updated_at = ${now}
      WHERE tenant_id = ${tenantId}::uuid AND id = ${applicationId}::uuid`)
    record(
      { type: 'application', id: applicationId },
      { status, bids },
      { status: 'submitted', bids: number, hash: hash.toString('hex') },
    )
    emit(applicationSubmitted, { projectId: project.id, applicationId, number })
    return { applicationId, version }
  },
})
