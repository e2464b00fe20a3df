import { sql } from '../../../platform/db/sql.ts'
import { invalid } from '../../../platform/errors.ts'
import { findApplication } from '../application-row.ts'
import { ChangedApplication, SaveDraft } from '../contract.ts'
import { onlyWritten } from '../policy.ts'
import { papersOf, worksOf } from '../profile-row.ts'
import { command } from '../room.ts'

export const saveDraft = command({
  name: 'applications.saveDraft',
  summary: 'Save what you are writing, with the gaps that it has yet',
  permission: 'person',
  input: SaveDraft,
  output: ChangedApplication,
  http: { method: 'put', path: '/applications/:applicationId/draft' },
  // Saved twice is saved; and nothing that follows from what is written stands beside the draft.
  idempotent: false,
  target: ({ tx, actor, now }, { applicationId }) =>
    findApplication(tx.sql, { actor, now }, applicationId, { locked: true }),
  rule: onlyWritten,
  async run({ tx, now, record }, { applicationId, ...said }, application) {
    const kept = application.draft
    const [papers, works] = [
      said.papers.length > 0 ? await papersOf(tx.sql, application) : [],
      said.works.length > 0 ? await worksOf(tx.sql, application) : [],
    ]
    const offered = { papers, works }
    // What has gone from the profile since it was chosen is told before it is handed in; here it would be in the way.
    const strange = (['papers', 'works'] as const).flatMap((name) =>
      said[name].flatMap((id, index) =>
        offered[name].some((row) => row.id === id) || kept?.[name].includes(id)
          ? []
          : [{ pointer: `/${name}/${index}`, code: 'notOffered', message: '' }],
      ),
    )
    if (strange.length > 0) throw invalid(strange)
    const version = application.version + 1
    await tx.sql(sql`
      UPDATE applications SET draft = ${JSON.stringify({ v: 1, ...said })}::jsonb, draft_saved_at = ${now}, version = ${version}, updated_at = ${now}
      WHERE tenant_id = ${application.tenantId}::uuid AND id = ${applicationId}::uuid`)
    record({ type: 'application', id: applicationId }, null, { isDraftSaved: true })
    return { applicationId, version }
  },
})
