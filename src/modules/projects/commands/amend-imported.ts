import { invalid } from '../../../platform/errors.ts'
import { wallTimeOf } from '../../../platform/presentation/dates.ts'
import { AmendImported, DoneOrNot } from '../contract.ts'
import { issueAddendum } from '../issue-addendum.ts'
import { faultsTogether, statusAt } from '../project.ts'
import { findProject } from '../project-row.ts'
import { command } from '../room.ts'
import { changesBetween, onlySaid, toColumns, toWritten, type Written } from '../written-project.ts'

/** What those who have applied have to look at again. */
const material: readonly string[] = ['deadline', 'description', 'estimate', 'startsOn']

/**
 * What a source says otherwise than before: a draft takes it as it is, an open project by an addendum. The original counts, so
 * that its deadline may come earlier. What is over here stays as it is.
 */
export const amendImported = command({
  name: 'projects.amendImported',
  summary: 'Tell a project that came in from outside what its source says otherwise now',
  permission: 'system',
  input: AmendImported,
  output: DoneOrNot,
  target: ({ tx, ...reader }, { projectId }) => findProject(tx.sql, reader, projectId, { locked: true }),
  async run(context, { projectId, parts, text, url }, project) {
    const { tx, now, record } = context
    const status = statusAt(project, now)
    if (status !== 'draft' && status !== 'published') return { isDone: false }
    const before = toWritten(project)
    const kept = project.deadline && wallTimeOf(project.deadline, project.timeZone)
    const after: Written = { ...before, deadline: kept, ...onlySaid(parts) }
    // Others have found it with a deadline and a description, and bid in its currency: it does not lose them.
    if (status === 'published') {
      after.deadline ??= kept
      after.description ??= before.description
      after.currency ??= before.currency
    }
    const faults = faultsTogether(after)
    if (faults.length > 0)
      throw invalid(faults.map(({ field, code }) => ({ pointer: `/${field}`, code, message: '' })))
    const changes = changesBetween(before, after)
    if (changes.length === 0) return { isDone: true }
    const columns = { ...toColumns(after), originalUrl: url ?? project.originalUrl }
    if (status === 'draft') {
      await tx.project.update({
        where: { id: projectId },
        data: { ...columns, version: project.version + 1, updatedAt: now },
      })
      record({ type: 'project', id: projectId }, before, after)
      return { isDone: true }
    }
    const isMaterial = changes.some((change) => change.of === 'field' && material.includes(change.field))
    await issueAddendum(context, project, { text, isMaterial }, changes, columns)
    return { isDone: true }
  },
})
