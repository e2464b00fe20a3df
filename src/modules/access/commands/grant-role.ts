import { sql } from '../../../platform/db/sql.ts'
import { invalid } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { personBehind } from '../../../platform/policy/actor.ts'
import { requireEligible } from '../../../platform/slots/eligibility.ts'
import { GrantReply, GrantRole } from '../contract.ts'
import { roleGranted } from '../facts.ts'
import { findPlace } from '../grant-row.ts'
import { requireMayGive } from '../handing-out-row.ts'
import { unknownPerson } from '../role.ts'
import { command } from '../room.ts'

export const grantRole = command({
  name: 'access.grantRole',
  stepUp: true,
  summary: 'Give a person a role at a unit and everything below it',
  permission: 'access.manage',
  input: GrantRole,
  output: GrantReply,
  http: { method: 'post', path: '/grants', status: 201 },
  severity: 'critical',
  target: ({ tx, actor, now }, { unitId }) => findPlace(tx.sql, unitId, actor, now),
  async run(context, { personId, role: wished, endsAt, reason, ...wish }, place) {
    const { tx, actor, now, roles, record, emit } = context
    const startsAt = wish.startsAt ?? now
    if (startsAt < now)
      throw invalid([{ pointer: '/startsAt', code: 'access.error.alreadyOver', message: '' }])
    if (endsAt && endsAt <= startsAt)
      throw invalid([{ pointer: '/endsAt', code: 'access.error.alreadyOver', message: '' }])
    const { role, made } = await requireMayGive(
      tx.sql,
      roles,
      actor,
      { ...place, role: wished, until: endsAt ?? null },
      now,
    )
    // Held until the commit: nobody is given a role in the moment in which they are erased or merged.
    const [there] = await tx.sql(sql`
      SELECT 1 FROM people p WHERE p.tenant_id = ${place.tenantId}::uuid AND p.person_id = ${personId}::uuid FOR KEY SHARE OF p`)
    if (!there) throw unknownPerson()
    await requireEligible(context, { tenantId: place.tenantId, personId, aim: { kind: 'role', role } })
    const id = newId(now.getTime())
    const grantedBy = personBehind(actor)
    await tx.sql(sql`
      INSERT INTO grants (id, tenant_id, person_id, unit_id, role, role_id, starts_at, ends_at, granted_by, reason, created_at)
      VALUES (${id}::uuid, ${place.tenantId}::uuid, ${personId}::uuid, ${place.unitId}::uuid, ${role}, ${made?.id ?? null}::uuid, ${startsAt}, ${endsAt ?? null},
              ${grantedBy}::uuid, ${reason ?? null}, ${now})`)
    record({ type: 'grant', id }, null, {
      personId,
      unitId: place.unitId,
      role,
      startsAt,
      endsAt: endsAt ?? null,
      reason,
    })
    emit(roleGranted, { grantId: id, personId })
    return { id, personId, unitId: place.unitId, role, startsAt, endsAt: endsAt ?? null }
  },
})
