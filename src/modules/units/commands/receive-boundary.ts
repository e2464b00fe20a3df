import { text } from 'node:stream/consumers'
import { boundaryFile } from '../boundary-file.ts'
import { boundaryIn, keepBoundary } from '../boundary-row.ts'
import { ReceiveBoundary, UnitReply } from '../contract.ts'
import { onlyWhileOpen } from '../policy.ts'
import { command } from '../room.ts'
import { lockUnit } from '../unit-row.ts'

export const receiveBoundary = command({
  name: 'units.receiveBoundary',
  summary: 'Set the boundary of a unit from a GeoJSON file of at most 512 KB',
  permission: 'units.manage',
  input: ReceiveBoundary,
  output: UnitReply,
  http: { method: 'put', path: '/units/:unitId/boundary/file', upload: boundaryFile },
  severity: 'notable',
  prepare: async (_context, { file }) => boundaryIn(await text(file.bytes()), '/file'),
  target: ({ tx, actor, now }, { unitId }) => lockUnit(tx.sql, unitId, actor, now),
  rule: onlyWhileOpen,
  run: (context, _input, unit) => keepBoundary(context, unit, { ring: context.prepared, centre: null }),
})
