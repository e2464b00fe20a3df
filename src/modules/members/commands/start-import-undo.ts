import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { startTask } from '../../tasks/index.ts'
import { ImportKey } from '../contract.ts'
import { lockImport } from '../import/undo-row.ts'
import { undoable } from '../policy.ts'
import { command } from '../room.ts'
import { importUndo } from '../task-kinds.ts'

export const startImportUndo = command({
  name: 'members.startImportUndo',
  summary: 'Take back the people whom an import has made and nobody has claimed or changed since',
  permission: 'members.import',
  input: ImportKey,
  output: z.strictObject({ taskId: z.uuid() }),
  http: { method: 'post', path: '/members/imports/:importId/undo', status: 202 },
  severity: 'critical',
  // Of two who begin at once the second one finds the task of the first.
  target: ({ tx, actor, now }, { importId }) => lockImport(tx.sql, importId, actor, now),
  rule: undoable,
  async run(context, { importId }, { unitName, unitId, added }) {
    const { tx, actor, record } = context
    const use = actor.kind === 'account' ? actor.token : null
    const token = use && { id: use.id, prefix: use.prefix }
    const { taskId } = await startTask(context, importUndo, { importId, token }, { name: unitName })
    await tx.sql(sql`UPDATE member_imports SET undo_task_id = ${taskId}::uuid WHERE id = ${importId}::uuid`)
    record({ type: 'import', id: importId }, { unitId, added }, { unitId, added, undoTaskId: taskId })
    return { taskId }
  },
})
