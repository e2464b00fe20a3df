import { sql } from '../../../platform/db/sql.ts'
import { system } from '../../../platform/policy/actor.ts'
import { dropFile } from '../../files/index.ts'
import { ChangedProject, ProjectReference } from '../contract.ts'
import { onlyDrafts } from '../policy.ts'
import { findProject } from '../project-row.ts'
import { command } from '../room.ts'

/** Nobody has found it yet, so nothing refers to it. */
export const discardProject = command({
  name: 'projects.discardProject',
  summary: 'Throw a draft away',
  permission: 'projects.manage',
  input: ProjectReference,
  output: ChangedProject,
  http: { method: 'delete', path: '/projects/:projectId' },
  severity: 'notable',
  target: ({ tx, ...reader }, { projectId }) => findProject(tx.sql, reader, projectId, { locked: true }),
  rule: onlyDrafts,
  async run({ tx, call, record }, { projectId }, before) {
    const { tenantId, slug, version, files } = before
    await tx.sql(sql`
      DELETE FROM project_files WHERE tenant_id = ${tenantId}::uuid AND project_id = ${projectId}::uuid`)
    for (const { id } of files)
      await call(dropFile, { fileId: id }, { as: system('a draft is thrown away', tenantId) })
    await tx.sql(sql`
      DELETE FROM project_demands WHERE tenant_id = ${tenantId}::uuid AND project_id = ${projectId}::uuid`)
    await tx.sql(sql`
      DELETE FROM project_invitations WHERE tenant_id = ${tenantId}::uuid AND project_id = ${projectId}::uuid`)
    await tx.project.delete({ where: { id: projectId } })
    record({ type: 'project', id: projectId }, before, null)
    return { projectId, slug, version }
  },
})
