import { sql } from '../../../platform/db/sql.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { Bookmarked, ProjectReference } from '../contract.ts'
import { onlyPublished } from '../policy.ts'
import { mostBookmarks, tooManyBookmarks } from '../project.ts'
import { findProject } from '../project-row.ts'
import { command } from '../room.ts'

export const bookmarkProject = command({
  name: 'projects.bookmarkProject',
  summary: 'Keep a project to come back to',
  permission: 'member',
  input: ProjectReference,
  output: Bookmarked,
  http: { method: 'put', path: '/projects/:projectId/bookmark' },
  target: ({ tx, ...reader }, { projectId }) => findProject(tx.sql, reader, projectId),
  rule: onlyPublished,
  async run({ tx, actor, now }, { projectId }, { tenantId }) {
    await tx.sql(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`bookmarks ${personOf(actor)}`}, 0))`)
    const [{ count = 0 } = {}] = await tx.sql<{ count: number }>(sql`
      SELECT count(*)::int AS count FROM project_bookmarks
      WHERE tenant_id = ${tenantId}::uuid AND person_id = ${personOf(actor)}::uuid AND project_id <> ${projectId}::uuid`)
    if (count >= mostBookmarks) throw tooManyBookmarks({ values: { most: mostBookmarks } })
    await tx.sql(sql`
      INSERT INTO project_bookmarks (tenant_id, person_id, project_id, created_at)
      VALUES (${tenantId}::uuid, ${personOf(actor)}::uuid, ${projectId}::uuid, ${now}) ON CONFLICT DO NOTHING`)
    return { projectId, isBookmarked: true }
  },
})
