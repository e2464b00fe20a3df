import { boundaryIn, writeBoundary } from '../boundary-row.ts'
import { keepChange } from '../change-row.ts'
import { SetBoundary, UnitReply } from '../contract.ts'
import { onlyWhileOpen } from '../policy.ts'
import { command } from '../room.ts'
import { lockUnit } from '../unit-row.ts'
import { toReply } from '../views.ts'

export const setBoundary = command({
  name: 'units.setBoundary',
  summary: 'Set or clear the boundary of a unit, as GeoJSON, and its centre',
  permission: 'units.manage',
  input: SetBoundary,
  output: UnitReply,
  http: { method: 'put', path: '/units/:unitId/boundary' },
  severity: 'notable',
  target: ({ tx, actor, now }, { unitId }) => lockUnit(tx.sql, unitId, actor, now),
  rule: onlyWhileOpen,
  async run({ tx, actor, now, record }, { boundary, centre }, unit) {
    const ring = boundary === null ? null : boundaryIn(boundary, '/boundary')
    const after = { ...unit, version: unit.version + 1 }
    await writeBoundary(tx.sql, after, { ring, centre }, now)
    const told = { boundaryPoints: ring?.length ?? 0, centre }
    record({ type: 'unit', id: unit.id }, null, told)
    await keepChange(tx, { actor, now }, { unit: after, what: 'bounded', after: told })
    return toReply(after)
  },
})
