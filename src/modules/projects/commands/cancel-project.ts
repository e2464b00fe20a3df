import { CancelProject, ChangedProject } from '../contract.ts'
import { projectCancelled } from '../facts.ts'
import { onlyByOthers } from '../policy.ts'
import { findProject } from '../project-row.ts'
import { command } from '../room.ts'
import { takeStep } from '../step.ts'

export const cancelProject = command({
  name: 'projects.cancelProject',
  summary: 'Cancel a project for good; everybody who finds it reads why',
  permission: 'projects.manage',
  input: CancelProject,
  output: ChangedProject,
  http: { method: 'post', path: '/projects/:projectId/cancellation' },
  severity: 'notable',
  target: ({ tx, ...reader }, { projectId }) => findProject(tx.sql, reader, projectId, { locked: true }),
  rule: onlyByOthers('cancel'),
  async run(context, { projectId, reason }, project) {
    context.emit(projectCancelled, { projectId })
    return takeStep(context, 'cancel', project, { endedAt: context.now, cancelReason: reason })
  },
})
