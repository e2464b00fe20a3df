import { sql } from '../../../platform/db/sql.ts'
import { accountOf } from '../../../platform/policy/actor.ts'
import { Nothing, RecoveryCodes } from '../contract.ts'
import { securityChanged } from '../facts.ts'
import { command } from '../room.ts'
import { renewRecoveryCodes } from '../second-factor.ts'

export const renewMyRecoveryCodes = command({
  name: 'identity.renewMyRecoveryCodes',
  summary: 'Make ten new recovery codes; those from before no longer work',
  permission: 'signed-in',
  stepUp: true,
  input: Nothing,
  output: RecoveryCodes,
  http: { method: 'post', path: '/account/recovery-codes' },
  severity: 'critical',
  secretReply: true,
  async target({ tx, actor }) {
    const [factor] = await tx.sql<{ accountId: string }>(sql`
      SELECT account_id AS "accountId" FROM second_factors
      WHERE account_id = ${accountOf(actor)}::uuid AND confirmed_at IS NOT NULL FOR UPDATE`)
    return factor ?? null
  },
  async run(context, _input, { accountId }) {
    const { now, emit, record } = context
    const recoveryCodes = await renewRecoveryCodes(context, accountId)
    record({ type: 'account', id: accountId }, null, { recoveryCodesRenewedAt: now })
    emit(securityChanged, { accountId, change: 'recoveryCodes', sessionId: null, at: now.getTime() })
    return { recoveryCodes }
  },
})
