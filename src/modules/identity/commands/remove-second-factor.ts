import { sql } from '../../../platform/db/sql.ts'
import { accountOf } from '../../../platform/policy/actor.ts'
import { Nothing } from '../contract.ts'
import { securityChanged } from '../facts.ts'
import { command } from '../room.ts'

export const removeSecondFactor = command({
  name: 'identity.removeSecondFactor',
  summary: 'Switch the second step off',
  permission: 'signed-in',
  stepUp: true,
  input: Nothing,
  output: Nothing,
  http: { method: 'delete', path: '/account/second-factor' },
  severity: 'critical',
  async run({ tx, actor, now, record, emit }) {
    const accountId = accountOf(actor)
    const removed = await tx.sql<{ wasOn: boolean }>(sql`
      DELETE FROM second_factors WHERE account_id = ${accountId}::uuid RETURNING confirmed_at IS NOT NULL AS "wasOn"`)
    await tx.sql(sql`DELETE FROM recovery_codes WHERE account_id = ${accountId}::uuid`)
    await tx.sql(sql`UPDATE devices SET trusted_until = NULL WHERE account_id = ${accountId}::uuid`)
    if (!removed[0]?.wasOn) return {}
    record({ type: 'account', id: accountId }, { hasSecondStep: true }, { hasSecondStep: false })
    emit(securityChanged, { accountId, change: 'secondStepOff', sessionId: null, at: now.getTime() })
    return {}
  },
})
