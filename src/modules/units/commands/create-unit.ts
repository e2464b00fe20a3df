import { sql } from '../../../platform/db/sql.ts'
import { newId } from '../../../platform/ids.ts'
import { personBehind } from '../../../platform/policy/actor.ts'
import { insertChange } from '../change-row.ts'
import { CreateUnit, UnitReply } from '../contract.ts'
import { unitCreated } from '../facts.ts'
import { kindBelow } from '../kind-place-row.ts'
import { onlyWhileOpen } from '../policy.ts'
import { command } from '../room.ts'
import { holdTree } from '../tree-row.ts'
import { pathLabel } from '../unit.ts'
import { holdUnit } from '../unit-row.ts'

export const createUnit = command({
  name: 'units.createUnit',
  summary: 'Create a unit below another',
  permission: 'units.manage',
  input: CreateUnit,
  output: UnitReply,
  http: { method: 'post', path: '/units', status: 201 },
  severity: 'notable',
  async target({ tx, actor, now }, { parentId }) {
    await holdTree(tx.sql, parentId)
    return holdUnit(tx.sql, parentId, actor, now)
  },
  rule: onlyWhileOpen,
  async run({ tx, actor, now, record, emit }, { kind, name, code = null, description = null }, parent) {
    await kindBelow(tx.sql, kind, parent)
    const id = newId(now.getTime())
    const unitPath = `${parent.unitPath}.${pathLabel(id)}`
    const told = { parentId: parent.id, kind, code, name }
    const unit = { id, tenantId: parent.tenantId, version: 1 }
    await tx.sql(sql`
      WITH change AS (${insertChange({ actor, now }, { unit, what: 'created', after: told })})
      INSERT INTO units (id, tenant_id, parent_id, path, kind, code, name, description, created_at, updated_at)
      VALUES (${id}::uuid, ${parent.tenantId}::uuid, ${parent.id}::uuid, ${unitPath}::ltree, ${kind}, ${code}, ${name},
        ${description}, ${now}, ${now})`)
    record({ type: 'unit', id }, null, told)
    emit(unitCreated, {
      unitId: id,
      parentId: parent.id,
      createdBy: personBehind(actor),
    })
    return {
      id,
      parentId: parent.id,
      kind,
      code,
      name,
      status: 'open' as const,
      mergedIntoId: null,
      version: 1,
    }
  },
})
