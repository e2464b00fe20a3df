import { RenameUnit, UnitReply } from '../contract.ts'
import { onlyWhileOpen } from '../policy.ts'
import { command } from '../room.ts'
import { lockUnit } from '../unit-row.ts'
import { toReply } from '../views.ts'

export const renameUnit = command({
  name: 'units.renameUnit',
  summary: 'Give a unit another name',
  permission: 'units.manage',
  input: RenameUnit,
  output: UnitReply,
  http: { method: 'patch', path: '/units/:unitId' },
  severity: 'notable',
  target: ({ tx, actor, now }, { unitId }) => lockUnit(tx.sql, unitId, actor, now),
  rule: onlyWhileOpen,
  async run({ tx, now, record }, { name }, unit) {
    await tx.unit.update({
      where: { id: unit.id },
      data: { name, version: { increment: 1 }, updatedAt: now },
    })
    record({ type: 'unit', id: unit.id }, { name: unit.name }, { name })
    return toReply({ ...unit, name, version: unit.version + 1 })
  },
})
