import { ChangedProject, CloseProject } from '../contract.ts'
import { projectClosed } from '../facts.ts'
import { onlyByOthers } from '../policy.ts'
import { findProject } from '../project-row.ts'
import { command } from '../room.ts'
import { takeStep } from '../step.ts'

export const closeProject = command({
  name: 'projects.closeProject',
  summary:
    'Close a project before its deadline: nobody applies for it any more, and everybody who finds it reads why',
  permission: 'projects.manage',
  input: CloseProject,
  output: ChangedProject,
  http: { method: 'post', path: '/projects/:projectId/closing' },
  severity: 'notable',
  target: ({ tx, ...reader }, { projectId }) => findProject(tx.sql, reader, projectId, { locked: true }),
  rule: onlyByOthers('close'),
  async run(context, { projectId, reason }, project) {
    context.emit(projectClosed, { projectId })
    return takeStep(context, 'close', project, { closedAt: context.now, closeReason: reason })
  },
})
