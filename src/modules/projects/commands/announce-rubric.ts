import { AmendedProject, AnnounceRubric, type Change } from '../contract.ts'
import { issueAddendum } from '../issue-addendum.ts'
import { onlyWhere } from '../policy.ts'
import { findProject } from '../project-row.ts'
import { command } from '../room.ts'

/** Said by the room in which it is weighed: whoever has found the project would go on writing for what counts no more. */
export const announceRubric = command({
  name: 'projects.announceRubric',
  summary: 'Tell by a material addendum that applications for a project are weighed by something else',
  permission: 'system',
  input: AnnounceRubric,
  output: AmendedProject,
  severity: 'notable',
  target: ({ tx, ...reader }, { projectId }) => findProject(tx.sql, reader, projectId, { locked: true }),
  rule: onlyWhere('amend'),
  run(context, { text, before, after, issuedBy }, project) {
    const named = (rubric: typeof before, name: string) =>
      rubric.find((criterion) => criterion.name.toLowerCase() === name.toLowerCase()) ?? null
    const gone = before.filter(({ name }) => named(after, name) === null)
    const changes: Change[] = [
      ...after.map((criterion) => ({
        of: 'criterion' as const,
        before: named(before, criterion.name),
        after: criterion,
      })),
      ...gone.map((criterion) => ({ of: 'criterion' as const, before: criterion, after: null })),
    ]
    return issueAddendum(context, project, { text, isMaterial: true, issuedBy }, changes)
  },
})
