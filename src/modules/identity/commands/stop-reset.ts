import { sql } from '../../../platform/db/sql.ts'
import { ResetStopped, WithToken } from '../contract.ts'
import { linkExpired } from '../errors.ts'
import { command } from '../room.ts'
import { stopResets } from '../stop-resets.ts'
import { hashToken } from '../token.ts'

export const stopReset = command({
  name: 'identity.stopReset',
  summary: 'Stop the reset of your second step with the link that was sent, or take it back',
  permission: 'anyone',
  input: WithToken,
  output: ResetStopped,
  http: { method: 'post', path: '/second-step-resets/stop' },
  severity: 'critical',
  limits: [{ by: 'address', count: 30, seconds: 600 }],
  idempotent: false,
  async run(context, { token }) {
    const [found] = await context.tx.sql<{ accountId: string }>(sql`
      SELECT account_id AS "accountId" FROM second_step_resets WHERE stop_hash = ${hashToken(token)}`)
    const what = found ? await stopResets(context, found.accountId, { takeBack: true }) : null
    if (what === null) throw linkExpired()
    return { takenBack: what === 'taken back' }
  },
})
