import { ChangedProject, ProjectReference } from '../contract.ts'
import { onlyByOthers } from '../policy.ts'
import { noCriteria } from '../project.ts'
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
  rule: onlyByOthers('review'),
  async run(context, _input, project) {
    // Nobody could hand in what they make of it, and by what is weighed is not said any more once one has begun.
    if (!project.hasCriteria) throw noCriteria()
    // The clock may have closed it a moment before the job wrote that down.
    return takeStep(context, 'review', project, {
      closedAt: project.closedAt ?? project.deadline ?? context.now,
    })
  },
})
