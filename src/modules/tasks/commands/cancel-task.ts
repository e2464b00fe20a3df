import { sql } from '../../../platform/db/sql.ts'
import { TaskReference } from '../contract.ts'
import { taskEnded } from '../facts.ts'
import { onlyWhileStoppable } from '../policy.ts'
import { command } from '../room.ts'
import { findTask, forChange } from '../task-row.ts'

/** One that waits has ended at once; one that runs ends at its next step. */
export const cancelTask = command({
  name: 'tasks.cancelTask',
  summary: 'Cancel a task of yours',
  permission: 'person',
  input: TaskReference,
  output: TaskReference,
  http: { method: 'post', path: '/tasks/:taskId/cancel' },
  target: ({ tx, actor, now }, { taskId }) => findTask(tx.sql, taskId, actor, now, forChange),
  rule: onlyWhileStoppable,
  async run({ tx, now, record, emit }, { taskId }, { state, startedBy }) {
    const ends = state === 'queued'
    await tx.sql(sql`
      UPDATE tasks SET cancel_requested_at = coalesce(cancel_requested_at, ${now}),
        state = CASE WHEN ${ends} THEN 'cancelled' ELSE state END,
        ended_at = CASE WHEN ${ends} THEN ${now}::timestamptz END
      WHERE id = ${taskId}::uuid`)
    record({ type: 'task', id: taskId }, { state }, { state: ends ? 'cancelled' : 'cancelling' })
    if (ends) emit(taskEnded, { taskId, personId: startedBy, state: 'cancelled' })
    return { taskId }
  },
})
