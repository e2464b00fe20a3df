import { sql } from '../../../platform/db/sql.ts'
import { accountAt } from '../address.ts'
import { addressOf, answerByLink, closeChallenge } from '../challenge.ts'
import { Nothing, WithToken } from '../contract.ts'
import { linkExpired } from '../errors.ts'
import { forgetFailures } from '../guard.ts'
import { command } from '../room.ts'
import { knowDevice } from '../session.ts'

/**
 * Ends the wait for the owner of an address. Their browser is known from then on and counted by itself, so that
 * whoever goes on guessing does not keep them out again.
 */
export const unlockSignIn = command({
  name: 'identity.unlockSignIn',
  summary: 'End the wait after wrong passwords with the link that was sent',
  permission: 'anyone',
  input: WithToken,
  output: Nothing,
  http: { method: 'post', path: '/sign-in/unlock' },
  severity: 'notable',
  limits: [{ by: 'address', count: 30, seconds: 600 }],
  idempotent: false,
  async run(context, { token }) {
    const { tx } = context
    const challenge = await answerByLink(context, 'unlock', token)
    const address = addressOf(challenge)
    const [account] = await tx.sql<{ id: string }>(
      sql`SELECT a.id FROM accounts a WHERE ${accountAt(address)} AND a.status = 'active'`,
    )
    if (!account) throw linkExpired()
    await closeChallenge(context, challenge)
    await forgetFailures(context, address)
    await knowDevice(context, account.id)
    return {}
  },
})
