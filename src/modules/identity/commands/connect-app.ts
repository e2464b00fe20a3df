import { sql } from '../../../platform/db/sql.ts'
import { notFound } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { accountOf } from '../../../platform/policy/actor.ts'
import { renewTokens } from '../app-session-row.ts'
import { AppTokens, ConnectApp } from '../contract.ts'
import { securityChanged } from '../facts.ts'
import { command } from '../room.ts'
import { hashToken, newToken } from '../token.ts'

/**
 * An app signs in as a browser does, by any way that there is, and then asks for tokens of its own. The session with
 * which it asked has done what it was for.
 */
export const connectApp = command({
  name: 'identity.connectApp',
  stepUp: true,
  summary: 'Exchange the session that an app has just signed in with for tokens that are bound to its device',
  permission: 'signed-in',
  input: ConnectApp,
  output: AppTokens,
  http: { method: 'post', path: '/app-sessions', status: 201 },
  severity: 'notable',
  limits: [{ by: 'account', count: 20, seconds: 3600 }],
  secretReply: true,
  async run({ tx, actor, now, request, services, session, record, emit }, { name }) {
    const accountId = accountOf(actor)
    const sessionId = newId(now.getTime())
    const [made] = await tx.sql(sql`
      INSERT INTO sessions (id, token_hash, account_id, tenant_id, created_at, last_seen_at, expires_at, user_agent, ip_address,
        vouched_by, app_name, access_expires_at)
      SELECT ${sessionId}::uuid, ${hashToken(newToken())}, s.account_id, s.tenant_id, ${now}, ${now}, s.expires_at, ${request.userAgent},
        ${request.ipAddress}, s.vouched_by, ${name}, ${now}
      FROM sessions s WHERE s.id = ${actor.kind === 'account' ? actor.sessionId : null}::uuid AND s.ended_at IS NULL RETURNING 1`)
    if (!made || actor.kind !== 'account') throw notFound()
    const tokens = await renewTokens(tx.sql, { sessionId, createdAt: now }, now, services.config)
    await tx.sql(sql`UPDATE sessions SET ended_at = ${now} WHERE id = ${actor.sessionId}::uuid`)
    session.end()
    record({ type: 'appSession', id: sessionId }, null, { accountId, name })
    emit(securityChanged, { accountId, change: 'appConnected', sessionId, at: now.getTime() })
    return tokens
  },
})
