import { sql } from '../../../platform/db/sql.ts'
import { accountOf } from '../../../platform/policy/actor.ts'
import { sendingLimits } from '../address.ts'
import { openChallenge } from '../challenge.ts'
import { Nothing } from '../contract.ts'
import { command } from '../room.ts'

/** For who has no app and does not know the password: to the address of the account, else to its phone. */
export const requestStepUpCode = command({
  name: 'identity.requestStepUpCode',
  summary: 'Ask for a code to show that it is you',
  permission: 'signed-in',
  input: Nothing,
  output: Nothing,
  http: { method: 'post', path: '/step-up/codes', status: 202 },
  limits: [...sendingLimits, { by: 'account', count: 5, seconds: 3600 }],
  async run(context) {
    const accountId = accountOf(context.actor)
    const [account] = await context.tx.sql<{ email: string | null; phone: string | null }>(
      sql`SELECT email, phone FROM accounts WHERE id = ${accountId}::uuid`,
    )
    const { email, phone } = account ?? { email: null, phone: null }
    if (email !== null || phone !== null)
      await openChallenge(context, {
        purpose: 'stepUp',
        address:
          email === null ? { channel: 'phone', value: phone ?? '' } : { channel: 'email', value: email },
        accountId,
        by: 'code',
      })
    return {}
  },
})
