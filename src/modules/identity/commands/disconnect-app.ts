import { sql } from '../../../platform/db/sql.ts'
import { Nothing, RefreshTokenOnly } from '../contract.ts'
import { command } from '../room.ts'
import { hashToken } from '../token.ts'

/** Whoever holds a refresh token, used or not, may end what came of it. What is over already is no trouble. */
export const disconnectApp = command({
  name: 'identity.disconnectApp',
  summary: 'Sign an app out: its tokens count no more',
  permission: 'anyone',
  input: RefreshTokenOnly,
  output: Nothing,
  http: { method: 'post', path: '/app-sessions/end' },
  limits: [{ by: 'address', count: 600, seconds: 600 }],
  idempotent: false,
  async run({ tx, now }, { refreshToken }) {
    await tx.sql(sql`
      UPDATE sessions s SET ended_at = ${now} FROM refresh_tokens t
      WHERE t.session_id = s.id AND t.token_hash = ${hashToken(refreshToken)} AND s.ended_at IS NULL`)
    return {}
  },
})
