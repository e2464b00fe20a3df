import { isBearerToken } from '../../../platform/crypto/bearer-token.ts'
import { sql } from '../../../platform/db/sql.ts'
import { system } from '../../../platform/policy/actor.ts'
import { renewTokens } from '../app-session-row.ts'
import { AppTokens, RefreshTokenOnly } from '../contract.ts'
import { appSessionOver } from '../errors.ts'
import { command } from '../room.ts'
import { hashToken } from '../token.ts'
import { endStolenApp } from './end-stolen-app.ts'

interface Held {
  sessionId: string
  tenantId: string | null
  createdAt: Date
  usedAt: Date | null
}

/**
 * Each refresh token is taken once. One that comes again was copied: nobody can tell the thief from the owner, so
 * all that came of that sign-in ends, and the owner is told.
 */
export const refreshApp = command({
  name: 'identity.refreshApp',
  summary: 'Exchange the refresh token of an app for new tokens; a second use ends the session of the app',
  permission: 'anyone',
  input: RefreshTokenOnly,
  output: AppTokens,
  http: { method: 'post', path: '/app-sessions/refresh' },
  limits: [{ by: 'address', count: 600, seconds: 600 }],
  idempotent: false,
  async run({ tx, now, services, refused, call }, { refreshToken }) {
    if (!isBearerToken('refresh', refreshToken)) return refused(appSessionOver())
    // Of two that come at once the second waits here, and then finds the token used.
    const [held] = await tx.sql<Held>(sql`
      SELECT s.id AS "sessionId", s.tenant_id AS "tenantId", s.created_at AS "createdAt", t.used_at AS "usedAt"
      FROM refresh_tokens t JOIN sessions s ON s.id = t.session_id JOIN accounts a ON a.id = s.account_id AND a.status = 'active'
      WHERE t.token_hash = ${hashToken(refreshToken)} AND s.ended_at IS NULL AND s.expires_at > ${now} FOR UPDATE OF s, t`)
    if (!held) return refused(appSessionOver())
    if (held.usedAt !== null) {
      const { sessionId, tenantId } = held
      await call(endStolenApp, { sessionId }, { as: system('a refresh token came a second time', tenantId) })
      return refused(appSessionOver())
    }
    await tx.sql(
      sql`UPDATE refresh_tokens SET used_at = ${now} WHERE token_hash = ${hashToken(refreshToken)}`,
    )
    return renewTokens(tx.sql, held, now, services.config)
  },
})
