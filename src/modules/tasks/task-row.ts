import type { RunSql } from '../../platform/db/database.ts'
import { empty, type Sql, sql } from '../../platform/db/sql.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import { visibleTasks } from './policy.ts'
import { type TaskRow, taskColumns, taskTables } from './views.ts'

/** A task as far as the actor may see it. */
export async function findTask(
  run: RunSql,
  taskId: string,
  actor: Actor,
  now: Date,
  lock: Sql = empty,
): Promise<TaskRow | null> {
  const [task] = await run<TaskRow>(sql`
    SELECT ${taskColumns} FROM ${taskTables} WHERE k.id = ${taskId}::uuid AND ${visibleTasks(actor, now)} ${lock}`)
  return task ?? null
}

export const forChange: Sql = sql`FOR NO KEY UPDATE OF k`
