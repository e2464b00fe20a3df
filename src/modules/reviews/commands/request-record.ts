import { startTask } from '../../tasks/index.ts'
import { ProjectReference, RecordStarted } from '../contract.ts'
import { onceDecided } from '../policy.ts'
import { findRecordable } from '../record-row.ts'
import { command } from '../room.ts'
import { recordMaking } from '../task-kinds.ts'

export const requestRecord = command({
  name: 'reviews.requestRecord',
  summary: 'Have a record made of how a project was decided: by what, by whom, when, and in which order',
  permission: 'reviews.manage',
  input: ProjectReference,
  output: RecordStarted,
  http: { method: 'post', path: '/projects/:projectId/decision-records', status: 202 },
  severity: 'notable',
  target: ({ tx, ...asking }, { projectId }) => findRecordable(tx.sql, asking, projectId),
  rule: onceDecided,
  run(context, { projectId }, { title }) {
    const { actor } = context
    const token = actor.kind === 'account' && actor.token ? actor.token : null
    return startTask(
      context,
      recordMaking,
      { projectId, token: token && { id: token.id, prefix: token.prefix } },
      { title },
    )
  },
})
