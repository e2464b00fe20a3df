import type { Config } from '../../platform/config.ts'
import { newBearerToken } from '../../platform/crypto/bearer-token.ts'
import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import type { AppTokens } from './contract.ts'
import { hashToken } from './token.ts'

/** So long does an app act without asking for new tokens. */
const accessMinutes = 15

/**
 * New tokens for the session of an app. The access token takes the place of the one before, which is nothing from now on;
 * the refresh token stands beside those that were used, so that one of them is known when it comes again.
 */
export async function renewTokens(
  run: RunSql,
  { sessionId, createdAt }: { sessionId: string; createdAt: Date },
  now: Date,
  { SESSION_IDLE_SECONDS, SESSION_MAX_SECONDS }: Config,
): Promise<AppTokens> {
  const [accessToken, refreshToken] = [newBearerToken('access'), newBearerToken('refresh')]
  const expiresAt = new Date(
    Math.min(now.getTime() + SESSION_IDLE_SECONDS * 1000, createdAt.getTime() + SESSION_MAX_SECONDS * 1000),
  )
  const accessExpiresAt = new Date(Math.min(now.getTime() + accessMinutes * 60_000, expiresAt.getTime()))
  await run(sql`
    UPDATE sessions SET token_hash = ${hashToken(accessToken)}, access_expires_at = ${accessExpiresAt}, expires_at = ${expiresAt},
      last_seen_at = ${now}
    WHERE id = ${sessionId}::uuid`)
  await run(sql`
    INSERT INTO refresh_tokens (token_hash, session_id, issued_at) VALUES (${hashToken(refreshToken)}, ${sessionId}::uuid, ${now})`)
  return { sessionId, accessToken, accessExpiresAt, refreshToken, expiresAt }
}
