import { notFound } from '../../../platform/errors.ts'
import { keepChange } from '../change-row.ts'
import { MoveUnit, UnitReply } from '../contract.ts'
import { unitMoved } from '../facts.ts'
import { onlyWhatMoves } from '../policy.ts'
import { lockToPut, refusePlace } from '../put-row.ts'
import { command } from '../room.ts'
import { moveBelow } from '../tree-row.ts'
import { pathLabel } from '../unit.ts'
import { holdUnit } from '../unit-row.ts'
import { toReply } from '../views.ts'

/** Both ends count: whoever moves a unit manages the one that it leaves and the one that it comes to. */
export const moveUnit = command({
  name: 'units.moveUnit',
  summary: 'Put a unit, with all below it, below another one',
  permission: 'units.manage',
  input: MoveUnit,
  output: UnitReply,
  http: { method: 'post', path: '/units/:unitId/move' },
  severity: 'critical',
  target: ({ tx, actor, now }, { unitId }) => lockToPut(tx.sql, unitId, actor, now),
  rule: onlyWhatMoves,
  async run(context, { parentId }, { placePath, ...unit }) {
    const { tx, actor, now, record, emit, slots } = context
    const parent = await holdUnit(tx.sql, parentId, actor, now)
    if (parent?.tenantId !== unit.tenantId) throw notFound()
    await refusePlace(tx.sql, { ...unit, unitPath: placePath }, parent, actor, now)
    await moveBelow(
      tx.sql,
      { ...unit, unitPath: placePath },
      { id: parent.id, unitPath: parent.unitPath },
      now,
    )
    const moved = { ...unit, unitPath: `${parent.unitPath}.${pathLabel(unit.id)}` }
    for (const holding of slots.unitHoldings) await holding.move?.(context, moved)
    const after = { ...unit, parentId: parent.id, version: unit.version + 1 }
    record({ type: 'unit', id: unit.id }, { parentId: unit.parentId }, { parentId: parent.id })
    await keepChange(
      tx,
      { actor, now },
      {
        unit: after,
        what: 'moved',
        before: { parentId: unit.parentId },
        after: { parentId: parent.id, parentName: parent.name },
      },
    )
    emit(unitMoved, { unitId: unit.id, from: unit.parentId as string, to: parent.id })
    return toReply(after)
  },
})
