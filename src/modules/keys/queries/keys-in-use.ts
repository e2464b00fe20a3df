import { z } from 'zod'
import { countByKey } from '../../../platform/crypto/rewrap-batch.ts'
import { sql } from '../../../platform/db/sql.ts'
import { messageKeyOf } from '../../../platform/errors.ts'
import type { MessageValues } from '../../../platform/presentation/view.ts'
import { KeysInUse } from '../contract.ts'
import { query } from '../room.ts'
import { keyRotation } from '../task-kinds.ts'

interface RotationRow {
  state: string
  done: number
  createdAt: Date
  problem: string | null
  values: MessageValues | null
}

/** Reads every sealed value's first bytes: for whoever wants to know whether an older key can go. */
export const listKeysInUse = query({
  name: 'keys.listKeysInUse',
  summary: 'Count what is sealed under which key, and read how far a rotation is',
  permission: 'platform',
  input: z.strictObject({}),
  output: KeysInUse,
  http: { method: 'get', path: '/platform/keys' },
  cost: 20,
  async run({ db, slots, services, text }) {
    const columns = []
    for (const column of slots.sealedColumns)
      columns.push({ name: `${column.table}.${column.column}`, keys: await countByKey(db.sql, column) })
    const [last] = await db.sql<RotationRow>(sql`
      SELECT k.state, k.done, k.created_at AS "createdAt", k.problem, k.problem_values AS values FROM task_results k
      WHERE k.kind = ${keyRotation.name} AND k.tenant_id IS NULL ORDER BY k.task_id DESC LIMIT 1`)
    return { current: services.crypto.currentKeyId, columns, rotation: last ? toRotation(last, text) : null }
  },
})

function toRotation(
  { problem: code, values, ...rotation }: RotationRow,
  text: (key: string, values?: MessageValues) => string,
) {
  const problem = code && { code, text: text(messageKeyOf(code), values ?? {}) }
  return { ...rotation, problem: problem || null }
}
