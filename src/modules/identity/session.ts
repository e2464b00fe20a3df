import { sql } from '../../platform/db/sql.ts'
import type { CommandContext } from '../../platform/declare/operation.ts'
import { newId } from '../../platform/ids.ts'
import { hashToken, newToken } from './token.ts'

/**
 * Signs an account in with a session of its own. One that the browser came with ends: a token that somebody planted
 * before the sign-in is worth nothing after it.
 */
export async function beginSession(
  context: CommandContext<never, unknown>,
  accountId: string,
): Promise<void> {
  const { tx, actor, now, request, services, session } = context
  const token = newToken()
  const expiresAt = new Date(now.getTime() + services.config.SESSION_MAX_SECONDS * 1000)
  if (actor.kind === 'account')
    await tx.sql(
      sql`UPDATE sessions SET ended_at = ${now} WHERE id = ${actor.sessionId}::uuid AND ended_at IS NULL`,
    )
  await tx.sql(sql`
    INSERT INTO sessions (id, token_hash, account_id, tenant_id, created_at, last_seen_at, expires_at, user_agent)
    VALUES (${newId(now.getTime())}::uuid, ${hashToken(token)}, ${accountId}::uuid, ${actor.tenantId}::uuid, ${now}, ${now}, ${expiresAt}, ${request.userAgent})`)
  session.begin(token, expiresAt)
}
