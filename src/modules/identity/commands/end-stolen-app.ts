import { sql } from '../../../platform/db/sql.ts'
import { Nothing, SessionReference } from '../contract.ts'
import { securityChanged } from '../facts.ts'
import { command } from '../room.ts'

export const endStolenApp = command({
  name: 'identity.endStolenApp',
  summary: 'End the session of an app whose refresh token was used twice, and tell its owner',
  permission: 'system',
  input: SessionReference,
  output: Nothing,
  severity: 'critical',
  async target({ tx }, { sessionId }) {
    const [session] = await tx.sql<{ accountId: string; name: string }>(sql`
      SELECT account_id AS "accountId", app_name AS name FROM sessions
      WHERE id = ${sessionId}::uuid AND app_name IS NOT NULL AND ended_at IS NULL FOR UPDATE`)
    return session ?? null
  },
  async run({ tx, now, record, emit }, { sessionId }, { accountId, name }) {
    await tx.sql(sql`UPDATE sessions SET ended_at = ${now} WHERE id = ${sessionId}::uuid`)
    record({ type: 'appSession', id: sessionId }, { accountId, name }, { endedAt: now })
    emit(securityChanged, { accountId, change: 'appStolen', sessionId, at: now.getTime() })
    return {}
  },
})
