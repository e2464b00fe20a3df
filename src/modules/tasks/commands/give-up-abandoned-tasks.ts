import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { taskEnded } from '../facts.ts'
import { command } from '../room.ts'
import { abandoned, silentMinutes } from '../task.ts'

/** A task whose last try died with its worker: nobody was left to say so. */
export const giveUpAbandonedTasks = command({
  name: 'tasks.giveUpAbandonedTasks',
  summary: 'Note as failed what no worker has touched for long',
  permission: 'system',
  input: z.strictObject({}),
  output: z.strictObject({ count: z.int() }),
  async run({ tx, now, record, emit }) {
    const silentSince = new Date(now.getTime() - silentMinutes * 60_000)
    const given = await tx.sql<{ id: string; personId: string | null }>(sql`
      UPDATE tasks SET state = 'failed', ended_at = ${now}, run_id = NULL, problem = ${abandoned().code}, problem_values = '{}'
      WHERE id = ANY(ARRAY(
        SELECT id FROM tasks WHERE state = 'running' AND heartbeat_at < ${silentSince} LIMIT 100 FOR UPDATE SKIP LOCKED))
      RETURNING id, started_by AS "personId"`)
    for (const { id, personId } of given) {
      record({ type: 'task', id }, { state: 'running' }, { state: 'failed', problem: abandoned().code })
      emit(taskEnded, { taskId: id, personId, state: 'failed' })
    }
    return { count: given.length }
  },
})
