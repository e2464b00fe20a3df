import { sql } from '../../../platform/db/sql.ts'
import { newId } from '../../../platform/ids.ts'
import { AddMembers, MembersAdded } from '../contract.ts'
import { memberJoined } from '../facts.ts'
import { onlyWhileOpen } from '../policy.ts'
import { command } from '../room.ts'
import { holdUnit } from '../unit-row.ts'

/** What `addMember` does for one. Who belongs to the unit already goes on as they do. */
export const addMembers = command({
  name: 'units.addMembers',
  summary: 'Make many people members of a unit, in one statement',
  permission: 'system',
  input: AddMembers,
  output: MembersAdded,
  target: ({ tx, actor, now }, { unitId }) => holdUnit(tx.sql, unitId, actor, now),
  rule: onlyWhileOpen,
  async run({ tx, now, record, emit }, { personIds }, unit) {
    const ids = personIds.map(() => newId(now.getTime()))
    const added = await tx.sql<{ membershipId: string; personId: string }>(sql`
      INSERT INTO memberships (id, tenant_id, unit_id, person_id, is_primary, joined_at)
      SELECT n.id, ${unit.tenantId}::uuid, ${unit.id}::uuid, n.person_id, NOT EXISTS (
        SELECT 1 FROM memberships m WHERE m.tenant_id = ${unit.tenantId}::uuid AND m.person_id = n.person_id AND m.is_primary AND m.ended_at IS NULL
      ), ${now}
      FROM unnest(${ids}::uuid[], ${personIds}::uuid[]) AS n(id, person_id)
      ON CONFLICT (person_id, unit_id) WHERE ended_at IS NULL DO NOTHING
      RETURNING id AS "membershipId", person_id AS "personId"`)
    for (const { membershipId, personId } of added) {
      record({ type: 'membership', id: membershipId }, null, { unitId: unit.id, personId })
      emit(memberJoined, { unitId: unit.id, personId })
    }
    return { added }
  },
})
