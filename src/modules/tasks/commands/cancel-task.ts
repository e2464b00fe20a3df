import { sql } from '../../../platform/db/sql.ts'
import { TaskReference } from '../contract.ts'
import { taskEnded } from '../facts.ts'
import { onlyWhileStoppable } from '../policy.ts'
import { command } from '../room.ts'
import { findTask, forChange } from '../task-row.ts'

/** One that has not begun has ended at once; one that runs ends at its next step, one that is repeated at its next try. */
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
    // What an earlier run has kept is handed out by the next one.
    const [task] = await tx.sql<{ ends: boolean }>(sql`
      UPDATE tasks SET cancel_requested_at = coalesce(cancel_requested_at, ${now}),
        state = CASE WHEN state = 'queued' AND checkpoint IS NULL THEN 'cancelled' ELSE state END,
        ended_at = CASE WHEN state = 'queued' AND checkpoint IS NULL THEN ${now}::timestamptz END
      WHERE id = ${taskId}::uuid RETURNING ended_at IS NOT NULL AS ends`)
    const ends = task?.ends === true
    record({ type: 'task', id: taskId }, { state }, { state: ends ? 'cancelled' : 'cancelling' })
    if (ends) emit(taskEnded, { taskId, personId: startedBy, state: 'cancelled' })
    return { taskId }
  },
})
