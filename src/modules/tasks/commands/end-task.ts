import { sql } from '../../../platform/db/sql.ts'
import { registerFile } from '../../files/index.ts'
import { Ended, EndTask } from '../contract.ts'
import { taskEnded } from '../facts.ts'
import { visibleTasks } from '../policy.ts'
import { command } from '../room.ts'
import { unexpected } from '../task.ts'

/** The run that has a task writes down how it ended, with its file, in one. */
export const endTask = command({
  name: 'tasks.endTask',
  summary: 'Note how a task ended',
  permission: 'system',
  input: EndTask,
  output: Ended,
  // The run that it names can do this once.
  idempotent: false,
  async target({ tx, actor, now }, { taskId, runId }) {
    const [task] = await tx.sql<{ startedBy: string | null; isHeld: boolean }>(sql`
      SELECT k.started_by AS "startedBy", k.state = 'running' AND k.run_id = ${runId}::uuid AS "isHeld" FROM tasks k
      WHERE k.id = ${taskId}::uuid AND ${visibleTasks(actor, now)} FOR NO KEY UPDATE`)
    return task ?? null
  },
  async run({ tx, now, call, record, emit }, { taskId, end }, { startedBy, isHeld }) {
    if (!isHeld) return { ended: false }
    const { outcome } = end
    const { result, mentions, summary, cameToNothing } =
      end.outcome === 'failed' ? { result: null, mentions: [], summary: null, cameToNothing: false } : end
    const problem = end.outcome === 'failed' ? (end.problem ?? unexpected()) : null
    if (result) {
      const { fileName: name, ...file } = result
      await call(registerFile, { ...file, name, purpose: 'tasks.result', renditions: [] })
    }
    await tx.sql(sql`
      UPDATE tasks SET state = ${outcome}, ended_at = ${now}, run_id = NULL,
        done = CASE WHEN ${outcome} = 'done' THEN coalesce(total, done) ELSE done END,
        parts = CASE WHEN ${outcome} = 'failed' THEN parts ELSE '{}' END,
        mentions = CASE WHEN ${outcome} = 'failed' THEN mentions ELSE ${mentions}::uuid[] END,
        result_file_id = ${result?.fileId ?? null}::uuid, result_name = ${result?.fileName ?? null},
        summary = ${summary?.message ?? null}, summary_values = ${summary && JSON.stringify(summary.values)}::jsonb,
        came_to_nothing = ${cameToNothing}, problem = ${problem?.code ?? null}, problem_values = ${problem && JSON.stringify(problem.values)}::jsonb
      WHERE id = ${taskId}::uuid`)
    record(
      { type: 'task', id: taskId },
      { state: 'running' },
      { state: outcome, problem: problem?.code ?? null },
    )
    emit(taskEnded, { taskId, personId: startedBy, state: outcome })
    return { ended: true }
  },
})
