import { sql } from '../../../platform/db/sql.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { Bookmarked, ProjectReference } from '../contract.ts'
import { findProject } from '../project-row.ts'
import { command } from '../room.ts'

export const forgetProject = command({
  name: 'projects.forgetProject',
  summary: 'Keep a project no more',
  permission: 'member',
  input: ProjectReference,
  output: Bookmarked,
  http: { method: 'delete', path: '/projects/:projectId/bookmark' },
  target: ({ tx, ...reader }, { projectId }) => findProject(tx.sql, reader, projectId),
  async run({ tx, actor }, { projectId }, { tenantId }) {
    await tx.sql(sql`
      DELETE FROM project_bookmarks
      WHERE tenant_id = ${tenantId}::uuid AND person_id = ${personOf(actor)}::uuid AND project_id = ${projectId}::uuid`)
    return { projectId, isBookmarked: false }
  },
})
