import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { command } from '../room.ts'

/** With these a portal whose workers are all away for a quarter of a year still finds its months. */
const monthsAhead = 3

/** Nothing depends on it at the moment: what finds no partition for its month goes to the one for everything else. */
export const makeMonths = command({
  name: 'audit.makeMonths',
  summary: 'Make the partitions of this month and of those to come',
  permission: 'system',
  category: 'upkeep',
  input: z.strictObject({}),
  output: z.strictObject({ made: z.int() }),
  async run({ tx, record }) {
    const [row] = await tx.sql<{ made: number }>(sql`SELECT audit_make_partitions(${monthsAhead}) AS made`)
    const made = row?.made ?? 0
    if (made > 0) record({ type: 'auditMonths', id: 'audit_entries' }, null, { made })
    return { made }
  },
})
