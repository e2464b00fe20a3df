import { startTask } from '../../tasks/index.ts'
import { UnitExport, UnitReference } from '../contract.ts'
import { command } from '../room.ts'
import { unitExport } from '../task-kinds.ts'
import { findUnit } from '../unit-row.ts'

/** It names nobody, and asks for a second proof all the same: whole trees with their numbers leave the portal at once, and the file stays. */
export const requestUnitExport = command({
  name: 'units.requestUnitExport',
  stepUp: true,
  tokens: 'export',
  summary: 'Have a unit and all below it written into a CSV file',
  permission: 'units.manage',
  input: UnitReference,
  output: UnitExport,
  http: { method: 'post', path: '/units/:unitId/export', status: 202 },
  target: ({ tx, actor, now }, { unitId }) => findUnit(tx.sql, unitId, actor, now),
  run: (context, _input, { unitPath, name }) => startTask(context, unitExport, { unitPath }, { name }),
})
