import { sql } from '../../../platform/db/sql.ts'
import { personBehind } from '../../../platform/policy/actor.ts'
import { Nothing, ResetReference } from '../contract.ts'
import { noSecondStep, resetNeedsOthers } from '../errors.ts'
import { secondStepResetChanged } from '../facts.ts'
import { findReset, lockResets, placesOfStaff, refuseToHelp } from '../reset-row.ts'
import { command } from '../room.ts'
import { isReady, objectionToCompleting } from '../second-step-reset.ts'

/**
 * The account goes without a second step until its owner sets one up again. The key of the lost app is set aside for as
 * long as the owner may still take it back: whoever stops a reset wins, even a moment late.
 */
export const completeReset = command({
  name: 'identity.completeReset',
  stepUp: true,
  summary: 'Reset the second step of somebody, once the wait is over',
  permission: 'identity.help',
  input: ResetReference,
  output: Nothing,
  http: { method: 'post', path: '/second-step-resets/:resetId/completion' },
  severity: 'critical',
  target: ({ tx, actor, now }, { resetId }) => findReset(tx.sql, resetId, actor, now),
  async run(context, { resetId }, target) {
    const { tx, actor, now, record, emit } = context
    const { accountId, personId } = target
    await refuseToHelp(context, target)
    const known = await lockResets(tx.sql, accountId)
    const objection = objectionToCompleting(
      known.find(({ id }) => id === resetId),
      now,
    )
    if (objection) throw objection
    const ready = known.filter((reset) => isReady(reset, now))
    const missing = (await placesOfStaff(tx.sql, accountId, now)).filter(
      ({ tenantId }) => !ready.some((reset) => reset.tenantId === tenantId) && tenantId !== target.tenantId,
    )
    if (missing.length > 0) throw resetNeedsOthers({ values: { count: missing.length } })
    const [lost] = await tx.sql<{ sealedSecret: Buffer }>(sql`
      DELETE FROM second_factors WHERE account_id = ${accountId}::uuid AND confirmed_at IS NOT NULL RETURNING sealed_secret AS "sealedSecret"`)
    if (!lost) throw noSecondStep()
    await tx.sql(sql`DELETE FROM recovery_codes WHERE account_id = ${accountId}::uuid`)
    const endedBy = personBehind(actor)
    // What other associations began and waited for is done with this.
    await tx.sql(sql`
      UPDATE second_step_resets SET status = CASE WHEN id = ANY(${ready.map(({ id }) => id)}::uuid[]) THEN 'completed' ELSE 'withdrawn' END,
        ended_at = ${now}, ended_by = CASE WHEN id = ${resetId}::uuid THEN ${endedBy}::uuid END,
        sealed_secret = CASE WHEN id = ${resetId}::uuid THEN ${lost.sealedSecret}::bytea END
      WHERE account_id = ${accountId}::uuid AND status IN ('asked', 'waiting')`)
    await tx.sql(sql`
      UPDATE sessions SET ended_at = ${now} WHERE account_id = ${accountId}::uuid AND ended_at IS NULL`)
    await tx.sql(sql`UPDATE devices SET trusted_until = NULL WHERE account_id = ${accountId}::uuid`)
    await tx.sql(sql`
      UPDATE challenges SET closed_at = ${now}
      WHERE account_id = ${accountId}::uuid AND closed_at IS NULL AND purpose IN ('secondStep', 'stepUp')`)
    record(
      { type: 'secondStepReset', id: resetId },
      { personId, status: 'waiting' },
      { personId, status: 'completed' },
    )
    record({ type: 'account', id: accountId }, { hasSecondStep: true }, { hasSecondStep: false })
    emit(secondStepResetChanged, { resetId, change: 'completed' })
    return {}
  },
})
