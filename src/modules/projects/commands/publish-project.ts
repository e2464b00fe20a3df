import { sql } from '../../../platform/db/sql.ts'
import { ChangedProject, ProjectReference } from '../contract.ts'
import { contractorInvited, projectPublished } from '../facts.ts'
import { invitationsOf } from '../invitation-row.ts'
import { onlyWhere } from '../policy.ts'
import { requirePublishable } from '../project.ts'
import { findProject } from '../project-row.ts'
import { command } from '../room.ts'
import { takeStep } from '../step.ts'

export const publishProject = command({
  name: 'projects.publishProject',
  summary:
    'Publish a draft: from then on those whom it is for find it, and it is not changed silently any more',
  permission: 'projects.manage',
  input: ProjectReference,
  output: ChangedProject,
  http: { method: 'post', path: '/projects/:projectId/publication' },
  severity: 'notable',
  target: ({ tx, ...reader }, { projectId }) => findProject(tx.sql, reader, projectId, { locked: true }),
  rule: onlyWhere('publish'),
  async run(context, { projectId }, project) {
    const { tx, now } = context
    requirePublishable(project, now)
    await tx.sql(sql`
      UPDATE project_files SET shown_at = ${now} WHERE tenant_id = ${project.tenantId}::uuid AND project_id = ${projectId}::uuid`)
    context.emit(projectPublished, { projectId })
    for (const invitationId of await invitationsOf(tx.sql, project))
      context.emit(contractorInvited, { projectId, invitationId })
    return takeStep(context, 'publish', project, { publishedAt: context.now })
  },
})
