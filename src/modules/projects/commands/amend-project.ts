import { invalid } from '../../../platform/errors.ts'
import { wallTimeOf } from '../../../platform/presentation/dates.ts'
import { requireCategory } from '../category-row.ts'
import { AmendedProject, AmendProject } from '../contract.ts'
import { issueAddendum } from '../issue-addendum.ts'
import { onlyWhere } from '../policy.ts'
import { faultsTogether, missingToPublish, narrowed } from '../project.ts'
import { findProject } from '../project-row.ts'
import { command } from '../room.ts'
import { changesBetween, toColumns, toWritten, type Written } from '../written-project.ts'

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
  async run(context, { projectId: _projectId, addendum, ...said }, project) {
    const { tx, now } = context
    const before = toWritten(project)
    // A zone alone says how the deadline is told, not that it is another moment.
    const kept = project.deadline && wallTimeOf(project.deadline, said.timeZone ?? project.timeZone)
    const after: Written = { ...before, deadline: kept, ...onlySaid(said) }
    const columns = toColumns(after)
    const issues = [
      ...faultsTogether(after).map(({ field, code }) => ({ pointer: `/${field}`, code, message: '' })),
      ...missingToPublish(columns, now),
      ...narrowed(project, columns),
    ]
    if (issues.length > 0) throw invalid(issues)
    if (after.categoryId !== project.categoryId)
      await requireCategory(tx.sql, project.tenantId, after.categoryId)
    return issueAddendum(context, project, addendum, changesBetween(before, after), columns)
  },
})

type Said<Parts> = { [Name in keyof Parts]?: Exclude<Parts[Name], undefined> }

function onlySaid<Parts extends object>(parts: Parts): Said<Parts> {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as Said<Parts>
}
