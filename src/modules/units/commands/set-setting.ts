import { sql } from '../../../platform/db/sql.ts'
import { invalid } from '../../../platform/errors.ts'
import { issuesOf } from '../../../platform/run/issues.ts'
import { keepChange } from '../change-row.ts'
import { SetSetting, SettingList, settingSchemas } from '../contract.ts'
import { onlyWhileOpen } from '../policy.ts'
import { command } from '../room.ts'
import { settingsAt } from '../setting-row.ts'
import { lockUnit } from '../unit-row.ts'

export const setSetting = command({
  name: 'units.setSetting',
  summary: 'Set something for a unit and for all below it that say nothing else',
  permission: 'units.manage',
  input: SetSetting,
  output: SettingList,
  http: { method: 'put', path: '/units/:unitId/settings/:name' },
  severity: 'notable',
  target: ({ tx, actor, now }, { unitId }) => lockUnit(tx.sql, unitId, actor, now),
  rule: onlyWhileOpen,
  async run({ tx, actor, now, record }, { name, value }, unit) {
    const parsed = settingSchemas[name].safeParse(value, { reportInput: true })
    if (!parsed.success)
      throw invalid(issuesOf(parsed.error).map((issue) => ({ ...issue, pointer: `/value${issue.pointer}` })))
    const after = { ...unit, version: unit.version + 1 }
    await tx.sql(sql`
      INSERT INTO unit_settings (tenant_id, unit_id, name, value, updated_at)
      VALUES (${unit.tenantId}::uuid, ${unit.id}::uuid, ${name}, ${JSON.stringify({ v: 1, value: parsed.data })}::jsonb, ${now})
      ON CONFLICT (unit_id, name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`)
    await tx.unit.update({ where: { id: unit.id }, data: { version: after.version, updatedAt: now } })
    record({ type: 'unit', id: unit.id }, null, { setting: name, value: parsed.data })
    const told = { setting: name, value: parsed.data }
    await keepChange(tx, { actor, now }, { unit: after, what: 'configured', after: told })
    return { items: await settingsAt(tx.sql, unit) }
  },
})
