import { sql } from '../../../platform/db/sql.ts'
import { startTask } from '../../tasks/index.ts'
import { ExportStarted, RequestExport } from '../contract.ts'
import { findExported } from '../exported-row.ts'
import { applicationsForStaff } from '../policy.ts'
import { command } from '../room.ts'
import { applicationExport } from '../task-kinds.ts'

/** A command and a task rather than a download: whoever takes applications along stands in the audit, at each of them. */
export const requestExport = command({
  name: 'applications.requestExport',
  stepUp: true,
  tokens: 'export',
  summary:
    'Have all that was handed in for a project written into a file: a table, or an archive with the attachments',
  permission: 'applications.read',
  input: RequestExport,
  output: ExportStarted,
  http: { method: 'post', path: '/projects/:projectId/applications/export', status: 202 },
  severity: 'notable',
  target: ({ tx, ...asking }, { projectId }) => findExported(tx.sql, asking, projectId),
  async run(context, { projectId, form }, { tenantId, title }) {
    const { tx, actor, now, record } = context
    const token = actor.kind === 'account' && actor.token ? actor.token : null
    const started = await startTask(
      context,
      applicationExport,
      { projectId, form, token: token && { id: token.id, prefix: token.prefix } },
      { title },
    )
    record({ type: 'applicationExport', id: started.taskId }, null, { projectId, form })
    const taken = await tx.sql<{ id: string }>(sql`
      SELECT a.id FROM applications a JOIN project_places j ON j.tenant_id = a.tenant_id AND j.project_id = a.project_id
      JOIN unit_places u ON u.tenant_id = j.tenant_id AND u.unit_id = j.unit_id
      WHERE a.tenant_id = ${tenantId}::uuid AND a.project_id = ${projectId}::uuid AND a.status NOT IN ('draft', 'withdrawn')
        AND ${applicationsForStaff(actor, now)} ORDER BY a.id`)
    for (const { id } of taken) record({ type: 'application', id }, {}, { export: started.taskId })
    return started
  },
})
