import { sql } from '../../../platform/db/sql.ts'
import { system } from '../../../platform/policy/actor.ts'
import { keepFile, registerFile } from '../../files/index.ts'
import { attachment } from '../attachment.ts'
import { AddProjectFile, ProjectFileReference } from '../contract.ts'
import { onlyChangeable } from '../policy.ts'
import { mostFiles, tooManyFiles } from '../project.ts'
import { findProject } from '../project-row.ts'
import { command } from '../room.ts'

export const addProjectFile = command({
  name: 'projects.addProjectFile',
  summary:
    'Add a file to a project: PDF, PNG, JPEG, WebP, ZIP, Word or Excel, at most 25 MB; once it is published, an addendum shows it',
  permission: 'projects.manage',
  input: AddProjectFile,
  output: ProjectFileReference,
  http: { method: 'post', path: '/projects/:projectId/files', status: 201, upload: attachment },
  prepare: ({ services }, { file }) => keepFile(services, attachment, file),
  target: ({ tx, ...reader }, { projectId }) => findProject(tx.sql, reader, projectId, { locked: true }),
  rule: onlyChangeable,
  async run({ tx, now, prepared, call, record }, { projectId }, { tenantId }) {
    // Counted after the lock: those that the target read were there before it.
    const [{ count = 0 } = {}] = await tx.sql<{ count: number }>(sql`
      SELECT count(*)::int AS count FROM project_files
      WHERE tenant_id = ${tenantId}::uuid AND project_id = ${projectId}::uuid AND removed_at IS NULL`)
    if (count >= mostFiles) throw tooManyFiles({ values: { most: mostFiles } })
    const { fileId, name } = prepared
    await call(registerFile, prepared, { as: system('a file is added to a project', tenantId) })
    await tx.projectFile.create({ data: { tenantId, projectId, fileId, addedAt: now } })
    record({ type: 'projectFile', id: fileId }, null, { projectId, name })
    return { projectId, fileId }
  },
})
