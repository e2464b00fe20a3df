import { sql } from '../../../platform/db/sql.ts'
import { addressOf, answerByLink, closeChallenge } from '../challenge.ts'
import { Nothing, WithToken } from '../contract.ts'
import { linkExpired } from '../errors.ts'
import { forgetFailures } from '../guard.ts'
import { command } from '../room.ts'

/**
 * For an owner whose account somebody else has taken over: the address is as it was, everybody is signed out, and what
 * was set up since then is gone. The owner then chooses a new password.
 */
export const undoAddressChange = command({
  name: 'identity.undoAddressChange',
  summary: 'Take back a change of address with the link that was sent',
  permission: 'anyone',
  input: WithToken,
  output: Nothing,
  http: { method: 'post', path: '/account/addresses/undo' },
  severity: 'critical',
  limits: [{ by: 'address', count: 30, seconds: 600 }],
  idempotent: false,
  async run(context, { token }) {
    const { tx, now, record } = context
    const challenge = await answerByLink(context, 'undoChange', token)
    const address = addressOf(challenge)
    const { accountId } = challenge
    const [changed] = await tx.sql<{ email: string | null; phone: string | null; openedAt: Date }>(sql`
      SELECT a.email, a.phone, c.created_at AS "openedAt" FROM accounts a JOIN challenges c ON c.id = ${challenge.id}::uuid
      WHERE a.id = ${accountId}::uuid AND a.status = 'active' FOR UPDATE OF a`)
    if (!changed || accountId === null) throw linkExpired()
    const { channel, value } = address
    const stands = changed[channel]?.toLowerCase() === value.toLowerCase()
    // Where this address still stands, one of the other kind was added beside it.
    const other = channel === 'email' ? 'phone' : 'email'
    const after = stands ? { [other]: null } : { [channel]: value }
    await tx.account.update({ where: { id: accountId }, data: after })
    await tx.sql(sql`
      UPDATE sessions SET ended_at = ${now} WHERE account_id = ${accountId}::uuid AND ended_at IS NULL`)
    await tx.sql(sql`DELETE FROM devices WHERE account_id = ${accountId}::uuid`)
    await tx.sql(sql`
      DELETE FROM second_factors WHERE account_id = ${accountId}::uuid AND created_at >= ${changed.openedAt}`)
    await tx.sql(sql`
      DELETE FROM passkeys WHERE account_id = ${accountId}::uuid AND created_at >= ${changed.openedAt}`)
    await tx.sql(sql`
      UPDATE challenges SET closed_at = ${now} WHERE account_id = ${accountId}::uuid AND closed_at IS NULL AND id <> ${challenge.id}::uuid
        AND created_at >= ${changed.openedAt}`)
    await closeChallenge(context, challenge)
    await forgetFailures(context, address)
    record({ type: 'account', id: accountId }, { email: changed.email, phone: changed.phone }, after)
    return {}
  },
})
