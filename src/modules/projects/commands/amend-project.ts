import type { RunSql } from '../../../platform/db/database.ts'
import { type Sql, sql } from '../../../platform/db/sql.ts'
import { invalid } from '../../../platform/errors.ts'
import { wallTimeOf } from '../../../platform/presentation/dates.ts'
import { requireCategory } from '../category-row.ts'
import { requireClasses } from '../class-choice.ts'
import { AmendedProject, AmendProject, type Change } from '../contract.ts'
import { issueAddendum } from '../issue-addendum.ts'
import { onlyWhere } from '../policy.ts'
import { faultsTogether, missingToPublish, narrowed } from '../project.ts'
import { findProject } from '../project-row.ts'
import { command } from '../room.ts'
import type { ProjectRow } from '../views.ts'
import { changesBetween, onlySaid, toColumns, toWritten, type Written } from '../written-project.ts'

export const amendProject = command({
  name: 'projects.amendProject',
  summary:
    'Issue an addendum to a project that is open, with what it changes; what is left out stays as it is. Where the project says so, it moves the deadline',
  permission: 'projects.manage',
  input: AmendProject,
  output: AmendedProject,
  http: { method: 'post', path: '/projects/:projectId/addenda', status: 201 },
  severity: 'notable',
  target: ({ tx, ...reader }, { projectId }) => findProject(tx.sql, reader, projectId, { locked: true }),
  rule: onlyWhere('amend'),
  async run(context, { projectId: _projectId, addendum, showFiles, removeFiles, ...said }, project) {
    const { tx, now } = context
    const before = toWritten(project)
    // A zone alone says how the deadline is told, not that it is another moment.
    const kept = project.deadline && wallTimeOf(project.deadline, said.timeZone ?? project.timeZone)
    const after: Written = { ...before, deadline: kept, ...onlySaid(said) }
    const columns = toColumns(after)
    const issues = [
      ...faultsTogether(after).map(({ field, code }) => ({ pointer: `/${field}`, code, message: '' })),
      ...missingToPublish({ ...columns, sealing: project.sealing, invited: project.invited }, now),
      ...narrowed(project, columns),
    ]
    if (issues.length > 0) throw invalid(issues)
    if (after.categoryId !== project.categoryId)
      await requireCategory(tx.sql, project.tenantId, after.categoryId)
    await requireClasses(tx.sql, project.tenantId, after, before)
    const files = await changeFiles(tx, project, { showFiles, removeFiles }, now)
    return issueAddendum(context, project, addendum, [...changesBetween(before, after), ...files], columns)
  },
})

interface Files {
  showFiles: string[]
  removeFiles: string[]
}

/**
 * What is taken out is shown no more, and stays for whoever looks into what was offered. Which files wait is asked of their rows,
 * after the lock of the project: another addendum may have come just before.
 */
async function changeFiles(
  tx: { sql: RunSql },
  { tenantId, id }: ProjectRow,
  { showFiles, removeFiles }: Files,
  now: Date,
): Promise<Change[]> {
  const take = async (ids: string[], written: Sql, condition: Sql, pointer: string) => {
    if (ids.length === 0) return []
    const found = await tx.sql<{ name: string | null }>(sql`
      UPDATE project_files f SET ${written} FROM kept_files k
      WHERE k.tenant_id = f.tenant_id AND k.file_id = f.file_id AND f.tenant_id = ${tenantId}::uuid
        AND f.project_id = ${id}::uuid AND f.file_id = ANY(${ids}::uuid[]) AND f.removed_at IS NULL AND ${condition}
      RETURNING k.name`)
    if (found.length < new Set(ids).size) throw invalid([{ pointer, code: 'notOffered', message: '' }])
    return found
  }
  const shown = await take(showFiles, sql`shown_at = ${now}`, sql`f.shown_at IS NULL`, '/showFiles')
  const isSeen = sql`f.shown_at IS NOT NULL`
  const removed = await take(removeFiles, sql`removed_at = ${now}`, isSeen, '/removeFiles')
  return [
    ...shown.map((file) => ({ of: 'file' as const, before: null, after: file })),
    ...removed.map((file) => ({ of: 'file' as const, before: file, after: null })),
  ]
}
