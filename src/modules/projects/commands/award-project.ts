import { ChangedProject, ProjectReference } from '../contract.ts'
import { onlyWhere } from '../policy.ts'
import { findProject } from '../project-row.ts'
import { command } from '../room.ts'
import { takeStep } from '../step.ts'

/** Called by the room in which it is decided who does the work. */
export const awardProject = command({
  name: 'projects.awardProject',
  summary: 'Write down that somebody was chosen for a project',
  permission: 'system',
  input: ProjectReference,
  output: ChangedProject,
  severity: 'notable',
  target: ({ tx, ...reader }, { projectId }) => findProject(tx.sql, reader, projectId, { locked: true }),
  rule: onlyWhere('award'),
  run: (context, _input, project) => takeStep(context, 'award', project, { endedAt: context.now }),
})
