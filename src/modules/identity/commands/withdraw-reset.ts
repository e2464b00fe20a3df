import { sql } from '../../../platform/db/sql.ts'
import { personBehind } from '../../../platform/policy/actor.ts'
import { Nothing, ResetReference } from '../contract.ts'
import { resetOver } from '../errors.ts'
import { findReset, lockResets } from '../reset-row.ts'
import { command } from '../room.ts'
import { isOpen } from '../second-step-reset.ts'

export const withdrawReset = command({
  name: 'identity.withdrawReset',
  summary: 'Withdraw the reset of a second step, or turn down who asked for it',
  permission: 'identity.help',
  input: ResetReference,
  output: Nothing,
  http: { method: 'delete', path: '/second-step-resets/:resetId' },
  severity: 'critical',
  target: ({ tx, actor, now }, { resetId }) => findReset(tx.sql, resetId, actor, now),
  async run({ tx, actor, now, record }, { resetId }, { accountId, personId }) {
    const reset = (await lockResets(tx.sql, accountId)).find(({ id }) => id === resetId)
    if (!reset || !isOpen(reset, now)) throw resetOver()
    const endedBy = personBehind(actor)
    await tx.sql(sql`
      UPDATE second_step_resets SET status = 'withdrawn', ended_at = ${now}, ended_by = ${endedBy}::uuid WHERE id = ${resetId}::uuid`)
    record(
      { type: 'secondStepReset', id: resetId },
      { personId, status: reset.status },
      { personId, status: 'withdrawn' },
    )
    return {}
  },
})
