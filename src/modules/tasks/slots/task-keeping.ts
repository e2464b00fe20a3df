import { empty, sql } from '../../../platform/db/sql.ts'
import type { ClaimedTask, Standing, TaskKeeping } from '../../../platform/tasks/task-keeping.ts'
import { endTask } from '../commands/end-task.ts'
import { startTask } from '../start-task.ts'
import { rowActs } from '../task-kinds.ts'

/** How far a task is changes each second and is nobody's deed, so these are no commands and leave no audit. */
export const taskKeeping: TaskKeeping = {
  startRowActs: (context, acts, { title, values }) => startTask(context, { ...rowActs, title }, acts, values),

  async claim(run, { taskId, runId }, now) {
    const [task] = await run<ClaimedTask>(sql`
      UPDATE tasks SET state = 'running', run_id = ${runId}::uuid, attempts = attempts + 1,
        started_at = coalesce(started_at, ${now}), heartbeat_at = ${now}
      WHERE id = ${taskId}::uuid AND state IN ('queued', 'running')
      RETURNING tenant_id AS "tenantId", started_by AS "personId", input, locale, time_zone AS "timeZone",
        done, total, phase, checkpoint, parts, mentions, attempts, cancel_requested_at IS NOT NULL AS "isCancelled"`)
    return task ?? null
  },

  async note(run, { taskId, runId }, { done, total = null, phase = null }, checkpoint, now) {
    const kept = checkpoint
      ? sql`, checkpoint = ${JSON.stringify(checkpoint.state)}::jsonb, parts = ${checkpoint.parts}::uuid[],
          mentions = ${checkpoint.mentions}::uuid[]`
      : empty
    const [task] = await run<{ isCancelled: boolean }>(sql`
      UPDATE tasks SET done = ${done}, total = ${total}, phase = ${phase}, heartbeat_at = ${now} ${kept}
      WHERE id = ${taskId}::uuid AND run_id = ${runId}::uuid AND state = 'running'
      RETURNING cancel_requested_at IS NOT NULL AS "isCancelled"`)
    const standing: Standing = !task ? 'lost' : task.isCancelled ? 'cancelled' : 'held'
    return standing
  },

  async letGo(run, { taskId, runId }, countsAsTry) {
    await run(sql`
      UPDATE tasks SET state = 'queued', run_id = NULL, attempts = attempts - ${countsAsTry ? 0 : 1}
      WHERE id = ${taskId}::uuid AND run_id = ${runId}::uuid AND state = 'running'`)
  },

  async end(call, caller, { taskId, runId }, end) {
    const { ended } = await call(endTask, { taskId, runId, end }, caller)
    return ended
  },
}
