import { sql } from '../../../platform/db/sql.ts'
import { keepChange } from '../change-row.ts'
import { SettingList, SettingReference } from '../contract.ts'
import { onlyWhileOpen } from '../policy.ts'
import { command } from '../room.ts'
import { settingsAt } from '../setting-row.ts'
import { lockUnit } from '../unit-row.ts'

export const inheritSetting = command({
  name: 'units.inheritSetting',
  summary: 'Take back what a unit sets, so that it has what the nearest one above it sets',
  permission: 'units.manage',
  input: SettingReference,
  output: SettingList,
  http: { method: 'delete', path: '/units/:unitId/settings/:name' },
  severity: 'notable',
  target: ({ tx, actor, now }, { unitId }) => lockUnit(tx.sql, unitId, actor, now),
  rule: onlyWhileOpen,
  async run({ tx, actor, now, record }, { name }, unit) {
    const gone = await tx.sql(sql`
      DELETE FROM unit_settings WHERE unit_id = ${unit.id}::uuid AND name = ${name} RETURNING 1`)
    if (gone.length > 0) {
      const after = { ...unit, version: unit.version + 1 }
      await tx.unit.update({ where: { id: unit.id }, data: { version: after.version, updatedAt: now } })
      record({ type: 'unit', id: unit.id }, { setting: name }, null)
      await keepChange(
        tx,
        { actor, now },
        { unit: after, what: 'configured', after: { setting: name, value: null } },
      )
    }
    return { items: await settingsAt(tx.sql, unit) }
  },
})
