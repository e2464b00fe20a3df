import { SettingList, UnitReference } from '../contract.ts'
import { query } from '../room.ts'
import { settingsAt } from '../setting-row.ts'
import { findUnit } from '../unit-row.ts'

export const readUnitSettings = query({
  name: 'units.readUnitSettings',
  summary: 'Read what is set for a unit, and by which unit at or above it',
  permission: 'units.read',
  input: UnitReference,
  output: SettingList,
  http: { method: 'get', path: '/units/:unitId/settings' },
  target: ({ db, actor, now }, { unitId }) => findUnit(db.sql, unitId, actor, now),
  run: async ({ db }, _input, unit) => ({ items: await settingsAt(db.sql, unit) }),
})
