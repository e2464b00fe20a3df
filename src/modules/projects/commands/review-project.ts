import { ChangedProject, ProjectReference } from '../contract.ts'
import { onlyWhere } from '../policy.ts'
import { findProject } from '../project-row.ts'
import { command } from '../room.ts'
import { takeStep } from '../step.ts'

export const reviewProject = command({
  name: 'projects.reviewProject',
  summary: 'Begin to review what came in for a project that is closed',
  permission: 'projects.manage',
  input: ProjectReference,
  output: ChangedProject,
  http: { method: 'post', path: '/projects/:projectId/review' },
  severity: 'notable',
  target: ({ tx, ...reader }, { projectId }) => findProject(tx.sql, reader, projectId, { locked: true }),
  rule: onlyWhere('review'),
  // The clock may have closed it a moment before the job wrote that down.
  run: (context, _input, project) =>
    takeStep(context, 'review', project, { closedAt: project.closedAt ?? project.deadline ?? context.now }),
})
