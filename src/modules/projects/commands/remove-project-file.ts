import { sql } from '../../../platform/db/sql.ts'
import { notFound } from '../../../platform/errors.ts'
import { system } from '../../../platform/policy/actor.ts'
import { dropFile } from '../../files/index.ts'
import { ProjectFileReference } from '../contract.ts'
import { onlyChangeable } from '../policy.ts'
import { onlyByAddendum } from '../project.ts'
import { findProject } from '../project-row.ts'
import { command } from '../room.ts'

export const removeProjectFile = command({
  name: 'projects.removeProjectFile',
  summary: 'Take a file out of a project that nobody else has seen yet; what is shown goes by an addendum',
  permission: 'projects.manage',
  input: ProjectFileReference,
  output: ProjectFileReference,
  http: { method: 'delete', path: '/projects/:projectId/files/:fileId' },
  target: ({ tx, ...reader }, { projectId }) => findProject(tx.sql, reader, projectId, { locked: true }),
  rule: onlyChangeable,
  async run({ tx, call, record }, { projectId, fileId }, { tenantId }) {
    const [file] = await tx.sql<{ isShown: boolean }>(sql`
      SELECT f.shown_at IS NOT NULL AS "isShown" FROM project_files f
      WHERE f.tenant_id = ${tenantId}::uuid AND f.project_id = ${projectId}::uuid AND f.file_id = ${fileId}::uuid
        AND f.removed_at IS NULL`)
    if (!file) throw notFound()
    if (file.isShown) throw onlyByAddendum()
    await tx.sql(sql`
      DELETE FROM project_files WHERE tenant_id = ${tenantId}::uuid AND file_id = ${fileId}::uuid`)
    await call(dropFile, { fileId }, { as: system('a file that nobody has seen is removed', tenantId) })
    record({ type: 'projectFile', id: fileId }, { projectId }, null)
    return { projectId, fileId }
  },
})
