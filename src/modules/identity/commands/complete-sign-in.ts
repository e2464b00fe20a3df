import { sql } from '../../../platform/db/sql.ts'
import { closeChallenge, takeTry, wrongAnswer } from '../challenge.ts'
import { CompleteSignIn, Nothing } from '../contract.ts'
import { codeExpired, wrongPasskey } from '../errors.ts'
import { securityChanged } from '../facts.ts'
import { deviceOf, guardAgainstGuessing } from '../guard.ts'
import { checkPasskey, subjectFor, usePasskey } from '../passkey.ts'
import { command } from '../room.ts'
import { useSecondFactor } from '../second-factor.ts'
import { beginSession } from '../session.ts'

/** The second step, after password or code, in the browser that took the first. */
export const completeSignIn = command({
  name: 'identity.completeSignIn',
  summary:
    'Take the second step with a passkey, a code of the app or a recovery code; answers with a session cookie',
  permission: 'anyone',
  input: CompleteSignIn,
  output: Nothing,
  http: { method: 'post', path: '/sign-in/second-step' },
  severity: 'notable',
  limits: [{ by: 'address', count: 100, seconds: 600 }],
  idempotent: false,
  prepare: async (context, { passkey }) =>
    passkey &&
    checkPasskey(context, { purpose: 'secondStep', subject: subjectFor('secondStep', context) }, passkey),
  async run(context, { code, passkey, trust }) {
    const { tx, now, services, prepared: checked, record, emit, refused } = context
    const { challenge, error } = await takeTry(context, 'secondStep')
    if (error) return refused(error)
    const accountId = challenge.accountId ?? ''
    const device = await deviceOf(context, accountId)
    // Whoever knows the password could ask for five tries again and again: these are counted for the account.
    const guard = await guardAgainstGuessing(context, `second step:${device ?? accountId}`)
    if (guard.objection) {
      record({ type: 'account', id: accountId }, null, null)
      return refused(guard.objection)
    }
    const [account] = await tx.sql(
      sql`SELECT 1 FROM accounts WHERE id = ${accountId}::uuid AND status = 'active' FOR NO KEY UPDATE`,
    )
    if (!account) return refused(codeExpired())
    const used = passkey
      ? checked?.accountId === accountId && (await usePasskey(context, checked))
        ? 'passkey'
        : null
      : await useSecondFactor(context, accountId, code ?? '')
    if (used === null) {
      await guard.failed()
      record({ type: 'account', id: accountId }, null, null)
      return refused(passkey ? wrongPasskey() : wrongAnswer(challenge))
    }
    await guard.succeeded()
    await closeChallenge(context, challenge)
    await beginSession(context, accountId, {
      proven: true,
      trustDays: trust ? services.config.DEVICE_TRUST_DAYS : 0,
    })
    if (used === 'recovery-code')
      emit(securityChanged, { accountId, change: 'recoveryCode', sessionId: null, at: now.getTime() })
    return {}
  },
})
