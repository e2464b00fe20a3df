import { text } from 'node:stream/consumers'
import { toGeoJson } from '../boundary.ts'
import { boundaryFile } from '../boundary-file.ts'
import { boundaryIn } from '../boundary-row.ts'
import { ReceiveBoundary, UnitReply } from '../contract.ts'
import { onlyWhileOpen } from '../policy.ts'
import { command } from '../room.ts'
import { lockUnit } from '../unit-row.ts'
import { setBoundary } from './set-boundary.ts'

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
  run: ({ call, prepared }, { unitId }) =>
    call(setBoundary, { unitId, boundary: toGeoJson(prepared) as unknown as Record<string, unknown> }),
})
