import { sql } from '../../../platform/db/sql.ts'
import { startOf } from '../../../platform/declare/task.ts'
import { TaskReference } from '../contract.ts'
import { onlyWhenFailed } from '../policy.ts'
import { command } from '../room.ts'
import { findTask, forChange } from '../task-row.ts'

/** It goes on from where it failed, not from the beginning. */
export const retryTask = command({
  name: 'tasks.retryTask',
  summary: 'Try a task of yours again that failed',
  permission: 'person',
  input: TaskReference,
  output: TaskReference,
  http: { method: 'post', path: '/tasks/:taskId/retry' },
  target: ({ tx, actor, now }, { taskId }) => findTask(tx.sql, taskId, actor, now, forChange),
  rule: onlyWhenFailed,
  async run({ tx, record, emit }, { taskId }, { kind, state }) {
    await tx.sql(sql`
      UPDATE tasks SET state = 'queued', ended_at = NULL, attempts = 0, problem = NULL, problem_values = NULL,
        cancel_requested_at = NULL
      WHERE id = ${taskId}::uuid`)
    record({ type: 'task', id: taskId }, { state }, { state: 'queued' })
    emit(startOf({ name: kind }), { taskId })
    return { taskId }
  },
})
