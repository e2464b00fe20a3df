import { sql } from '../../../platform/db/sql.ts'
import { newId } from '../../../platform/ids.ts'
import { personBehind } from '../../../platform/policy/actor.ts'
import { BeginReset, ResetBegun } from '../contract.ts'
import { noSecondStep, resetUnderWay } from '../errors.ts'
import { secondStepResetChanged } from '../facts.ts'
import {
  askFor,
  expire,
  findHelped,
  hasSecondStep,
  lockResets,
  placesOfStaff,
  refuseToHelp,
  stopToken,
  waitOf,
} from '../reset-row.ts'
import { command } from '../room.ts'
import { isOpen, readyDays } from '../second-step-reset.ts'
import { hashToken, hoursAfter } from '../token.ts'

/** The wait begins, whether the person asked or staff heard of it otherwise. The owner is told at once. */
export const beginReset = command({
  name: 'identity.beginReset',
  stepUp: true,
  summary: 'Begin to reset the second step of somebody who has lost it with all recovery codes',
  permission: 'identity.help',
  input: BeginReset,
  output: ResetBegun,
  http: { method: 'post', path: '/people/:personId/second-step-reset', status: 201 },
  severity: 'critical',
  target: ({ tx, actor, now }, { personId }) => findHelped(tx.sql, personId, actor, now),
  async run(context, { reason }, person) {
    const { tx, actor, now, services, record, emit } = context
    const { tenantId, personId, accountId } = person
    await refuseToHelp(context, person)
    const known = accountId === null ? [] : await lockResets(tx.sql, accountId)
    if (accountId === null || !(await hasSecondStep(tx.sql, accountId))) throw noSecondStep()
    await expire(tx.sql, accountId, now)
    const open = known.find((reset) => reset.tenantId === tenantId && isOpen(reset, now))
    if (open?.status === 'waiting') throw resetUnderWay()
    const id = open?.id ?? newId(now.getTime())
    const begunBy = personBehind(actor)
    const dueAt = hoursAfter(now, await waitOf(tx.sql, tenantId))
    const expiresAt = hoursAfter(dueAt, readyDays * 24)
    await tx.sql(sql`
      INSERT INTO second_step_resets (id, tenant_id, person_id, account_id, status, reason, opened_at, begun_at, begun_by, due_at, expires_at, stop_hash)
      VALUES (${id}::uuid, ${tenantId}::uuid, ${personId}::uuid, ${accountId}::uuid, 'waiting', ${reason}, ${now}, ${now}, ${begunBy}::uuid,
              ${dueAt}, ${expiresAt}, ${hashToken(stopToken(services, id))})
      ON CONFLICT (id) DO UPDATE SET status = 'waiting', reason = excluded.reason, begun_at = excluded.begun_at,
        begun_by = excluded.begun_by, due_at = excluded.due_at, expires_at = excluded.expires_at`)
    record({ type: 'secondStepReset', id }, null, { personId, status: 'waiting', reason, dueAt })
    emit(secondStepResetChanged, { resetId: id, change: 'begun' })
    for (const place of await placesOfStaff(tx.sql, accountId, now))
      if (place.tenantId !== tenantId) await askFor(context, accountId, place, known, 'needed')
    return { resetId: id, dueAt }
  },
})
