import { sql } from '../../../platform/db/sql.ts'
import { invalid } from '../../../platform/errors.ts'
import { keepChange } from '../change-row.ts'
import { ChangeUnit, UnitReply } from '../contract.ts'
import { refuseMisplaced } from '../kind-place-row.ts'
import { onlyWhileOpen } from '../policy.ts'
import { command } from '../room.ts'
import { lockUnit } from '../unit-row.ts'
import { toReply } from '../views.ts'

/** What is not said stays as it is. */
export const changeUnit = command({
  name: 'units.changeUnit',
  summary: 'Change the name, code, kind, description or way in of a unit',
  permission: 'units.manage',
  input: ChangeUnit,
  output: UnitReply,
  http: { method: 'patch', path: '/units/:unitId' },
  severity: 'notable',
  target: ({ tx, actor, now }, { unitId }) => lockUnit(tx.sql, unitId, actor, now),
  rule: onlyWhileOpen,
  async run({ tx, actor, now, record }, input, unit) {
    const said = {
      name: input.name ?? unit.name,
      code: input.code === undefined ? unit.code : input.code,
      kind: input.kind ?? unit.kind,
      description: input.description === undefined ? unit.description : input.description,
      ownJoining: input.joining === undefined ? unit.ownJoining : input.joining,
    }
    if (unit.parentId === null && said.kind !== unit.kind)
      throw invalid([{ pointer: '/kind', code: 'units.error.kindOfRoot', message: '' }])
    if (said.kind !== unit.kind) await refuseMisplaced(tx.sql, { ...unit, kind: said.kind })
    const keys = Object.keys(said) as Array<keyof typeof said>
    const changed = keys.filter((key) => said[key] !== unit[key])
    if (changed.length === 0) return toReply(unit)
    const version = unit.version + 1
    await tx.sql(sql`
      UPDATE units SET name = ${said.name}, code = ${said.code}, kind = ${said.kind}, description = ${said.description},
        joining = ${said.ownJoining}, version = ${version}, updated_at = ${now}
      WHERE id = ${unit.id}::uuid`)
    const part = (from: typeof said) => Object.fromEntries(changed.map((key) => [key, from[key]]))
    const after = { ...unit, ...said, version }
    record({ type: 'unit', id: unit.id }, part(unit), part(after))
    await keepChange(
      tx,
      { actor, now },
      { unit: after, what: 'changed', before: part(unit), after: part(after) },
    )
    return toReply(after)
  },
})
