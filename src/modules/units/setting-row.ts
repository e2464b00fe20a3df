import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import { type UnitSettingName, unitSettingNames } from './setting.ts'

export interface SettingRow {
  name: UnitSettingName
  value: unknown
  /** Who says so: the unit itself or one above it. */
  from: { unitId: string; name: string; isOwn: boolean } | null
}

interface SetRow {
  name: string
  value: { v: 1; value: unknown }
  unitId: string
  unitName: string
}

/** All settings as they hold at a unit: of each the one that is set nearest. */
export async function settingsAt(run: RunSql, unit: { id: string; unitPath: string }): Promise<SettingRow[]> {
  const rows = await run<SetRow>(sql`
    SELECT DISTINCT ON (s.name) s.name, s.value, u.id AS "unitId", u.name AS "unitName"
    FROM unnest(string_to_array(${unit.unitPath}, '.')) WITH ORDINALITY AS above(label, level)
    JOIN units u ON u.id = above.label::uuid JOIN unit_settings s ON s.unit_id = u.id
    ORDER BY s.name, above.level DESC`)
  return unitSettingNames.map((name) => {
    const row = rows.find((each) => each.name === name)
    return {
      name,
      value: row ? row.value.value : null,
      from: row ? { unitId: row.unitId, name: row.unitName, isOwn: row.unitId === unit.id } : null,
    }
  })
}
