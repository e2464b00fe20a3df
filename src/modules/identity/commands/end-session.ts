import { sql } from '../../../platform/db/sql.ts'
import { accountOf } from '../../../platform/policy/actor.ts'
import { Nothing, SessionReference } from '../contract.ts'
import { sessionsInReach } from '../policy.ts'
import { command } from '../room.ts'

/** Signs a browser out from afar, and no longer trusts it. */
export const endSession = command({
  name: 'identity.endSession',
  summary: 'End one of your sessions',
  permission: 'signed-in',
  input: SessionReference,
  output: Nothing,
  http: { method: 'delete', path: '/account/sessions/:sessionId' },
  severity: 'notable',
  async target({ tx, actor, now }, { sessionId }) {
    const [session] = await tx.sql<{ deviceId: string | null }>(sql`
      SELECT s.device_id AS "deviceId" FROM sessions s
      WHERE s.id = ${sessionId}::uuid AND s.account_id = ${accountOf(actor)}::uuid AND s.ended_at IS NULL
        AND ${sessionsInReach(actor, now)} FOR UPDATE OF s`)
    return session ?? null
  },
  async run({ tx, actor, now, session }, { sessionId }, { deviceId }) {
    await tx.sql(sql`UPDATE sessions SET ended_at = ${now} WHERE id = ${sessionId}::uuid`)
    await tx.sql(sql`UPDATE devices SET trusted_until = NULL WHERE id = ${deviceId}::uuid`)
    if (actor.kind === 'account' && actor.sessionId === sessionId) session.end()
    return {}
  },
})
