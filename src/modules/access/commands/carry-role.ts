import { sql } from '../../../platform/db/sql.ts'
import { newId } from '../../../platform/ids.ts'
import { requireEligible } from '../../../platform/slots/eligibility.ts'
import { CarryRole, GrantReply } from '../contract.ts'
import { roleGranted } from '../facts.ts'
import { requireMayGive } from '../handing-out-row.ts'
import { command } from '../room.ts'

/** Part of an appointment: whether whoever appoints may give the role was asked there, by `requireMayGive`. */
export const carryRole = command({
  name: 'access.carryRole',
  summary: 'Give a person the role that a position of theirs carries, for the term',
  permission: 'system',
  input: CarryRole,
  output: GrantReply,
  severity: 'critical',
  async run(context, { personId, unitId, unitPath, role: wished, startsAt, endsAt, reason, grantedBy }) {
    const { tx, actor, now, roles, record, emit } = context
    const tenantId = actor.tenantId as string
    const { role, made } = await requireMayGive(
      tx.sql,
      roles,
      actor,
      { tenantId, unitPath, role: wished, until: endsAt },
      now,
    )
    await requireEligible(context, { tenantId, personId, aim: { kind: 'role', role } })
    const id = newId(now.getTime())
    await tx.sql(sql`
      INSERT INTO grants (id, tenant_id, person_id, unit_id, role, role_id, starts_at, ends_at, granted_by, reason, created_at, carried)
      VALUES (${id}::uuid, ${tenantId}::uuid, ${personId}::uuid, ${unitId}::uuid, ${role}, ${made?.id ?? null}::uuid, ${startsAt}, ${endsAt},
              ${grantedBy}::uuid, ${reason}, ${now}, true)`)
    record({ type: 'grant', id }, null, { personId, unitId, role, startsAt, endsAt, reason })
    emit(roleGranted, { grantId: id, personId })
    return { id, personId, unitId, role, startsAt, endsAt }
  },
})
