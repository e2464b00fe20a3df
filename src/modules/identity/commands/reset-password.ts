import { sql } from '../../../platform/db/sql.ts'
import { Nothing, ResetPassword } from '../contract.ts'
import { linkExpired } from '../errors.ts'
import { passwordChanged } from '../facts.ts'
import { hashPassword } from '../password.ts'
import { command } from '../room.ts'
import { hashToken } from '../token.ts'

/** Sets a new password and ends every session: whoever was signed in with the old one is out. */
export const resetPassword = command({
  name: 'identity.resetPassword',
  summary: 'Set a new password with the link from the mail',
  permission: 'anyone',
  input: ResetPassword,
  output: Nothing,
  http: { method: 'post', path: '/password-resets/use' },
  severity: 'critical',
  limits: [{ by: 'address', count: 30, seconds: 600 }],
  idempotent: false,
  async prepare({ services }, { password }) {
    return { passwordHash: await hashPassword(password, services.config) }
  },
  async run({ tx, now, prepared, record, emit }, { token }) {
    const [reset] = await tx.sql<{ id: string; accountId: string; expiresAt: Date; usedAt: Date | null }>(sql`
      SELECT id, account_id AS "accountId", expires_at AS "expiresAt", used_at AS "usedAt"
      FROM password_resets WHERE token_hash = ${hashToken(token)} FOR UPDATE`)
    if (!reset || reset.usedAt || reset.expiresAt <= now) throw linkExpired()
    const { accountId } = reset
    await tx.account.update({
      where: { id: accountId },
      data: { passwordHash: prepared.passwordHash, passwordChangedAt: now },
    })
    // Other links that are still under way for this account end with this one.
    await tx.sql(
      sql`UPDATE password_resets SET used_at = ${now} WHERE account_id = ${accountId}::uuid AND used_at IS NULL`,
    )
    await tx.sql(
      sql`UPDATE sessions SET ended_at = ${now} WHERE account_id = ${accountId}::uuid AND ended_at IS NULL`,
    )
    record({ type: 'account', id: accountId }, null, { passwordChangedAt: now })
    emit(passwordChanged, { accountId })
    return {}
  },
})
