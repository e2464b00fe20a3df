import { sql } from '../../../platform/db/sql.ts'
import { accountOf } from '../../../platform/policy/actor.ts'
import { RecoveryCodes, WithCode } from '../contract.ts'
import { hasSecondFactor, wrongProof } from '../errors.ts'
import { securityChanged } from '../facts.ts'
import { guardAgainstGuessing } from '../guard.ts'
import { command } from '../room.ts'
import { renewRecoveryCodes, secondFactorPurpose, stepOf } from '../second-factor.ts'
import { noteProof } from '../session.ts'

/** From now on the app is asked for. Its recovery codes are answered here and never again. */
export const confirmSecondFactor = command({
  name: 'identity.confirmSecondFactor',
  summary: 'Switch the second step on with a first code from the app; answers the recovery codes',
  permission: 'signed-in',
  stepUp: true,
  input: WithCode,
  output: RecoveryCodes,
  http: { method: 'post', path: '/account/second-factor/confirm' },
  severity: 'critical',
  secretReply: true,
  async target({ tx, actor }) {
    const [factor] = await tx.sql<{ sealedSecret: Buffer; isConfirmed: boolean }>(sql`
      SELECT sealed_secret AS "sealedSecret", confirmed_at IS NOT NULL AS "isConfirmed" FROM second_factors
      WHERE account_id = ${accountOf(actor)}::uuid FOR UPDATE`)
    return factor ?? null
  },
  async run(context, { code }, { sealedSecret, isConfirmed }) {
    const { tx, actor, now, services, record, emit, refused } = context
    const accountId = accountOf(actor)
    if (isConfirmed) throw hasSecondFactor()
    const guard = await guardAgainstGuessing(context, `second step set up:${accountId}`)
    if (guard.objection) return refused(guard.objection)
    const secret = services.crypto.openText(secondFactorPurpose, sealedSecret)
    const step = await stepOf(secret, code, now, null)
    if (step === null) {
      await guard.failed()
      return refused(wrongProof())
    }
    await guard.succeeded()
    await tx.sql(sql`
      UPDATE second_factors SET confirmed_at = ${now}, last_step = ${step} WHERE account_id = ${accountId}::uuid`)
    const recoveryCodes = await renewRecoveryCodes(context, accountId)
    await noteProof(context)
    record({ type: 'account', id: accountId }, { hasSecondStep: false }, { hasSecondStep: true })
    emit(securityChanged, { accountId, change: 'secondStepOn', sessionId: null, at: now.getTime() })
    return { recoveryCodes }
  },
})
