import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { ResetLetter } from '../contract.ts'
import { command } from '../room.ts'
import { hashToken, tokenFor } from '../token.ts'

export const issuePasswordResetLetter = command({
  name: 'identity.issuePasswordResetLetter',
  summary: 'Make the link that sets a new password',
  permission: 'system',
  input: z.strictObject({ passwordResetId: z.uuid() }),
  output: ResetLetter,
  idempotent: false,
  async target({ tx }, { passwordResetId }) {
    const [reset] = await tx.sql<{
      id: string
      email: string
      locale: string
      usedAt: Date | null
      accountId: string | null
      name: string | null
    }>(sql`
      SELECT r.id, r.email, coalesce(p.locale, r.locale) AS locale, r.used_at AS "usedAt", a.id AS "accountId", p.called AS name
      FROM password_resets r LEFT JOIN accounts a ON a.email = r.email AND a.status = 'active'
      LEFT JOIN LATERAL (
        SELECT called, locale FROM people WHERE account_id = a.id ORDER BY person_id LIMIT 1
      ) p ON true
      WHERE r.id = ${passwordResetId}::uuid FOR UPDATE OF r`)
    return reset ?? null
  },
  async run({ tx, services }, _input, { id, email, locale, usedAt, accountId, name }) {
    const letter = { email, locale, name: name ?? email }
    if (usedAt) return { ...letter, kind: 'done' as const, token: null }
    if (accountId === null) return { ...letter, kind: 'unknown' as const, token: null }
    const token = tokenFor(services, 'password reset link', id)
    await tx.passwordReset.update({
      where: { id },
      data: { accountId, tokenHash: Uint8Array.from(hashToken(token)) },
    })
    return { ...letter, kind: 'reset' as const, token }
  },
})
