import { sql } from '../../../platform/db/sql.ts'
import { accountAt } from '../address.ts'
import { addressOf, answerByCode, closeChallenge } from '../challenge.ts'
import { SignedIn, WithCode } from '../contract.ts'
import { wrongCode } from '../errors.ts'
import { takeOwnEntry } from '../joining.ts'
import { command } from '../room.ts'
import { finishSignIn } from '../session.ts'

export const signInWithCode = command({
  name: 'identity.signInWithCode',
  summary: 'Sign in with the code that was sent; answers with a session cookie',
  permission: 'anyone',
  input: WithCode,
  output: SignedIn,
  http: { method: 'post', path: '/sign-in/codes/use' },
  severity: 'notable',
  limits: [{ by: 'address', count: 100, seconds: 600 }],
  idempotent: false,
  async run(context, { code }) {
    const { tx, refused } = context
    const { challenge, error } = await answerByCode(context, 'signIn', code)
    if (error) return refused(error)
    const [account] = await tx.sql<{ id: string }>(sql`
      SELECT a.id FROM accounts a WHERE ${accountAt(addressOf(challenge))} AND a.status = 'active' FOR NO KEY UPDATE`)
    if (!account) return refused(wrongCode({ values: { left: 0 } }))
    await closeChallenge(context, challenge)
    await takeOwnEntry(context, account.id, addressOf(challenge))
    return finishSignIn(context, account.id)
  },
})
