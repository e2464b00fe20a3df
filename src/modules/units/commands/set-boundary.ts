import { boundaryIn, keepBoundary } from '../boundary-row.ts'
import { SetBoundary, UnitReply } from '../contract.ts'
import { onlyWhileOpen } from '../policy.ts'
import { command } from '../room.ts'
import { lockUnit } from '../unit-row.ts'

export const setBoundary = command({
  name: 'units.setBoundary',
  summary: 'Set or clear the boundary of a unit, as GeoJSON, and its centre',
  permission: 'units.manage',
  input: SetBoundary,
  output: UnitReply,
  http: { method: 'put', path: '/units/:unitId/boundary' },
  severity: 'notable',
  // Whether it crosses itself takes a while to see: nobody waits for a lock meanwhile.
  prepare: async (_context, { boundary }) => (boundary === null ? null : boundaryIn(boundary, '/boundary')),
  target: ({ tx, actor, now }, { unitId }) => lockUnit(tx.sql, unitId, actor, now),
  rule: onlyWhileOpen,
  run: (context, { centre }, unit) => keepBoundary(context, unit, { ring: context.prepared, centre }),
})
