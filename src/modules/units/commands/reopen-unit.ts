import { keepChange } from '../change-row.ts'
import { UnitReference, UnitReply } from '../contract.ts'
import { onlyWhileClosed } from '../policy.ts'
import { command } from '../room.ts'
import { lockUnitBelow } from '../unit-row.ts'
import { toReply } from '../views.ts'

/** Those who belonged to it when it closed still do. */
export const reopenUnit = command({
  name: 'units.reopenUnit',
  summary: 'Open a closed unit again',
  permission: 'units.manage',
  input: UnitReference,
  output: UnitReply,
  http: { method: 'post', path: '/units/:unitId/reopen' },
  severity: 'notable',
  target: ({ tx, actor, now }, { unitId }) => lockUnitBelow(tx.sql, unitId, actor, now),
  rule: onlyWhileClosed,
  async run({ tx, actor, now, record }, _input, unit) {
    const after = { ...unit, status: 'open' as const, version: unit.version + 1 }
    await tx.unit.update({
      where: { id: unit.id },
      data: { status: 'open', version: after.version, updatedAt: now },
    })
    record({ type: 'unit', id: unit.id }, { status: unit.status }, { status: 'open' })
    await keepChange(tx, { actor, now }, { unit: after, what: 'reopened' })
    return toReply(after)
  },
})
