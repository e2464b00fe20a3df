import { sql } from '../../../platform/db/sql.ts'
import { newId } from '../../../platform/ids.ts'
import { isWithin } from '../../../platform/policy/actor.ts'
import { missingFor } from '../../../platform/slots/eligibility.ts'
import { GivenToMany, GiveRoleToMany } from '../contract.ts'
import { roleGranted } from '../facts.ts'
import { findPlace } from '../grant-row.ts'
import { isBuiltIn, isOnlyAtRoot, noSuchRole, onlyAtRoot, roleRetired } from '../role.ts'
import { holdRole } from '../role-row.ts'
import { command } from '../room.ts'

/**
 * For rooms that answer for who gives what themselves. Whoever holds the role there already keeps it as it was given, and
 * whoever lacks what the association asks for it is passed over.
 */
export const giveRoleToMany = command({
  name: 'access.giveRoleToMany',
  summary: 'Give many people a role at a unit, in one statement',
  permission: 'system',
  input: GiveRoleToMany,
  output: GivenToMany,
  severity: 'critical',
  target: ({ tx, actor, now }, { unitId }) => findPlace(tx.sql, unitId, actor, now),
  async run(context, { personIds: wanted, role: wished, reason }, place) {
    const { tx, now, record, emit } = context
    const made = await holdRole(tx.sql, place.tenantId, wished)
    const role = made?.id ?? wished
    if (!isBuiltIn(role) && !(made && isWithin(place.unitPath, made.unitPath))) throw noSuchRole()
    if (made?.retiredAt) throw roleRetired()
    if (isOnlyAtRoot(role) && !place.isRoot) throw onlyAtRoot()
    const { tenantId } = place
    const lacking = await missingFor(context, { tenantId, personIds: wanted, aim: { kind: 'role', role } })
    const personIds = wanted.filter((id) => !lacking.has(id))
    const ids = personIds.map(() => newId(now.getTime()))
    const given = await tx.sql<{ grantId: string; personId: string }>(sql`
      INSERT INTO grants (id, tenant_id, person_id, unit_id, role, role_id, starts_at, ends_at, granted_by, reason, created_at)
      SELECT n.id, ${place.tenantId}::uuid, p.person_id, ${place.unitId}::uuid, ${role}, ${made?.id ?? null}::uuid, ${now}, NULL, NULL, ${reason}, ${now}
      FROM unnest(${ids}::uuid[], ${personIds}::uuid[]) AS n(id, person_id)
      JOIN people p ON p.tenant_id = ${place.tenantId}::uuid AND p.person_id = n.person_id
      ON CONFLICT (person_id, unit_id, role) WHERE ends_at IS NULL AND NOT carried DO NOTHING
      RETURNING id AS "grantId", person_id AS "personId"`)
    for (const { grantId, personId } of given) {
      record({ type: 'grant', id: grantId }, null, {
        personId,
        unitId: place.unitId,
        role,
        startsAt: now,
        endsAt: null,
        reason,
      })
      emit(roleGranted, { grantId, personId })
    }
    return { given }
  },
})
