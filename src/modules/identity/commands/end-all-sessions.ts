import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { Nothing } from '../contract.ts'
import { command } from '../room.ts'

export const endAllSessions = command({
  name: 'identity.endAllSessions',
  summary: 'Sign an account out everywhere',
  permission: 'system',
  input: z.strictObject({ accountId: z.uuid() }),
  output: Nothing,
  async run({ tx, now, record }, { accountId }) {
    await tx.sql(
      sql`UPDATE sessions SET ended_at = ${now} WHERE account_id = ${accountId}::uuid AND ended_at IS NULL`,
    )
    record({ type: 'account', id: accountId }, {}, { sessionsEndedAt: now })
    return {}
  },
})
