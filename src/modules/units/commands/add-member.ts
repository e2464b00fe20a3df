import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { newId } from '../../../platform/ids.ts'
import { AddMember } from '../contract.ts'
import { memberJoined } from '../facts.ts'
import { onlyWhileOpen } from '../policy.ts'
import { command } from '../room.ts'
import { holdUnit } from '../unit-row.ts'

/** Makes a person a member of a unit; the first unit becomes the primary one. Other rooms call it, people join. */
export const addMember = command({
  name: 'units.addMember',
  summary: 'Make a person a member of a unit',
  permission: 'system',
  input: AddMember,
  output: z.strictObject({ membershipId: z.uuid() }),
  target: ({ tx, actor, now }, { unitId }) => holdUnit(tx.sql, unitId, actor, now),
  rule: onlyWhileOpen,
  async run({ tx, now, record, emit }, { personId }, unit) {
    const membershipId = newId(now.getTime())
    await tx.sql(sql`
      INSERT INTO memberships (id, tenant_id, unit_id, person_id, is_primary, joined_at)
      SELECT ${membershipId}::uuid, ${unit.tenantId}::uuid, ${unit.id}::uuid, ${personId}::uuid, NOT EXISTS (
        SELECT 1 FROM memberships m WHERE m.tenant_id = ${unit.tenantId}::uuid AND m.person_id = ${personId}::uuid AND m.is_primary AND m.ended_at IS NULL
      ), ${now}`)
    record({ type: 'membership', id: membershipId }, null, { unitId: unit.id, personId })
    emit(memberJoined, { unitId: unit.id, personId })
    return { membershipId }
  },
})
