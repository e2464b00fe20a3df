import { keepChange } from '../change-row.ts'
import { UnitReference, UnitReply } from '../contract.ts'
import { onlyWhenEmpty } from '../policy.ts'
import { command } from '../room.ts'
import { lockUnitWithCount } from '../unit-row.ts'
import { toReply } from '../views.ts'

export const closeUnit = command({
  name: 'units.closeUnit',
  summary: 'Close a unit; its history stays, and it can be opened again',
  permission: 'units.manage',
  input: UnitReference,
  output: UnitReply,
  http: { method: 'post', path: '/units/:unitId/close' },
  severity: 'notable',
  target: ({ tx, actor, now }, { unitId }) => lockUnitWithCount(tx.sql, unitId, actor, now),
  rule: onlyWhenEmpty,
  async run(context, _input, unit) {
    const { tx, actor, now, record, slots } = context
    for (const holding of slots.unitHoldings) await holding.close?.(context, unit)
    await tx.unit.update({
      where: { id: unit.id },
      data: { status: 'closed', version: { increment: 1 }, updatedAt: now },
    })
    record({ type: 'unit', id: unit.id }, { status: unit.status }, { status: 'closed' })
    const after = { ...unit, status: 'closed' as const, version: unit.version + 1 }
    await keepChange(tx, { actor, now }, { unit: after, what: 'closed' })
    return toReply(after)
  },
})
