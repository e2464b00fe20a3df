import { sql } from '../../../platform/db/sql.ts'
import type { AppError } from '../../../platform/errors.ts'
import { accountOf } from '../../../platform/policy/actor.ts'
import { answerByCode, closeChallenge } from '../challenge.ts'
import { Nothing, StepUp } from '../contract.ts'
import { wrongPasskey, wrongProof } from '../errors.ts'
import { guardAgainstGuessing } from '../guard.ts'
import { checkPasskey, subjectFor, usePasskey } from '../passkey.ts'
import { passwordMatches } from '../password.ts'
import { command } from '../room.ts'
import { useSecondFactor } from '../second-factor.ts'
import { noteProof } from '../session.ts'

/**
 * Shows once more who uses the session: with a passkey, which is the strongest that there is; with a code of the app or
 * a recovery code where the account has a second step; else with the password, or a code that was sent.
 */
export const stepUp = command({
  name: 'identity.stepUp',
  summary: 'Show your strongest factor again, for what asks for it',
  permission: 'signed-in',
  input: StepUp,
  output: Nothing,
  http: { method: 'post', path: '/step-up' },
  severity: 'notable',
  limits: [{ by: 'account', count: 60, seconds: 3600 }],
  idempotent: false,
  async prepare(context, { password, passkey }) {
    const { actor, services, sql: run } = context
    const [account] = await run<{ hash: string | null }>(
      sql`SELECT password_hash AS hash FROM accounts WHERE id = ${accountOf(actor)}::uuid`,
    )
    const isRight =
      password !== undefined && (await passwordMatches(password, account?.hash ?? null, services.config))
    const checked =
      passkey &&
      (await checkPasskey(context, { purpose: 'stepUp', subject: subjectFor('stepUp', context) }, passkey))
    return { rightHash: isRight ? (account?.hash ?? null) : null, checked }
  },
  async run(context, { code, password, passkey }) {
    const { tx, actor, prepared, refused } = context
    const accountId = accountOf(actor)
    const [account] = await tx.sql<{ hash: string | null; hasSecondStep: boolean }>(sql`
      SELECT password_hash AS hash,
             EXISTS (SELECT 1 FROM second_factors WHERE account_id = a.id AND confirmed_at IS NOT NULL) AS "hasSecondStep"
      FROM accounts a WHERE id = ${accountId}::uuid FOR NO KEY UPDATE`)
    const guard = await guardAgainstGuessing(context, `step up:${accountId}`)
    if (guard.objection) return refused(guard.objection)
    const wrong = await (async (): Promise<AppError | null> => {
      const { checked } = prepared
      if (passkey) {
        const isOwn = checked?.accountId === accountId
        return checked && isOwn && (await usePasskey(context, checked)) ? null : wrongPasskey()
      }
      if (account?.hasSecondStep)
        return (await useSecondFactor(context, accountId, code ?? '')) ? null : wrongProof()
      if (password !== undefined)
        return prepared.rightHash !== null && prepared.rightHash === account?.hash ? null : wrongProof()
      const { challenge, error } = await answerByCode(context, 'stepUp', code ?? '')
      if (error) return error
      if (challenge.accountId !== accountId) return wrongProof()
      await closeChallenge(context, challenge)
      return null
    })()
    if (wrong) {
      await guard.failed()
      return refused(wrong)
    }
    await guard.succeeded()
    await noteProof(context)
    return {}
  },
})
