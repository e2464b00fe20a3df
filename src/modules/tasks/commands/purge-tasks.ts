import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { system } from '../../../platform/policy/actor.ts'
import { dropFile } from '../../files/index.ts'
import { command } from '../room.ts'
import { keptDays } from '../task.ts'

/** Tasks that ended long ago go, and their files with them. */
export const purgeTasks = command({
  name: 'tasks.purgeTasks',
  summary: 'Clear away tasks that ended long ago, with their files',
  permission: 'system',
  input: z.strictObject({ limit: z.int().min(1).max(500) }),
  output: z.strictObject({ count: z.int() }),
  idempotent: false,
  async run({ tx, now, call }, { limit }) {
    const endedBefore = new Date(now.getTime() - keptDays * 24 * 3_600_000)
    const gone = await tx.sql<{ tenantId: string; fileId: string | null }>(sql`
      DELETE FROM tasks WHERE id = ANY(ARRAY(
        SELECT id FROM tasks WHERE ended_at <= ${endedBefore} LIMIT ${limit} FOR UPDATE SKIP LOCKED))
      RETURNING tenant_id AS "tenantId", result_file_id AS "fileId"`)
    for (const { tenantId, fileId } of gone)
      if (fileId) await call(dropFile, { fileId }, { as: system('a task is cleared away', tenantId) })
    return { count: gone.length }
  },
})
