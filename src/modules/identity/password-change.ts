import { sql } from '../../platform/db/sql.ts'
import type { CommandContext } from '../../platform/declare/operation.ts'
import { accountAt } from './address.ts'
import { addressOf, closeChallenge, type OpenChallenge } from './challenge.ts'
import { linkExpired } from './errors.ts'
import { securityChanged } from './facts.ts'
import { forgetFailures } from './guard.ts'

type Context = CommandContext<never, unknown>

/** Sets the password of the account at the address of a challenge, for whoever has answered that. */
export async function replacePassword(
  context: Context,
  challenge: OpenChallenge,
  passwordHash: string,
): Promise<void> {
  const { tx } = context
  const address = addressOf(challenge)
  const [account] = await tx.sql<{ id: string }>(sql`
    SELECT a.id FROM accounts a WHERE ${accountAt(address)} AND a.status = 'active' FOR NO KEY UPDATE`)
  if (!account) throw linkExpired()
  await closeChallenge(context, challenge)
  await forgetFailures(context, address)
  await setPassword(context, account.id, passwordHash)
}

/** Ends every session but the one that is kept, and trusts no browser any more. */
export async function setPassword(
  { tx, now, record, emit }: Context,
  accountId: string,
  passwordHash: string,
  keptSessionId: string | null = null,
): Promise<void> {
  await tx.sql(sql`
    UPDATE accounts SET password_hash = ${passwordHash}, password_changed_at = ${now} WHERE id = ${accountId}::uuid`)
  // Other codes and links that are under way for this account end with this one.
  await tx.sql(sql`
    UPDATE challenges c SET closed_at = ${now} FROM accounts a
    WHERE a.id = ${accountId}::uuid AND c.closed_at IS NULL AND c.purpose IN ('resetPassword', 'signIn', 'secondStep', 'stepUp')
      AND (c.account_id = a.id OR c.address IN (lower(a.email::text), a.phone))`)
  await tx.sql(sql`
    UPDATE sessions SET ended_at = ${now}
    WHERE account_id = ${accountId}::uuid AND ended_at IS NULL AND id IS DISTINCT FROM ${keptSessionId}::uuid`)
  await tx.sql(sql`UPDATE devices SET trusted_until = NULL WHERE account_id = ${accountId}::uuid`)
  record({ type: 'account', id: accountId }, null, { passwordChangedAt: now })
  emit(securityChanged, { accountId, change: 'password', sessionId: null, at: now.getTime() })
}
