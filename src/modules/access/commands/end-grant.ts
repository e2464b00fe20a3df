import { sql } from '../../../platform/db/sql.ts'
import { GrantReference, GrantReply } from '../contract.ts'
import { grantEnded } from '../facts.ts'
import { lockGrant } from '../grant-row.ts'
import { lastAdministrator, mayHandOut, notYours } from '../role.ts'
import { command } from '../room.ts'

export const endGrant = command({
  name: 'access.endGrant',
  summary: 'Take a role back, at once',
  permission: 'access.manage',
  input: GrantReference,
  output: GrantReply,
  http: { method: 'delete', path: '/grants/:grantId' },
  severity: 'critical',
  target: ({ tx, actor, now }, { grantId }) => lockGrant(tx.sql, grantId, actor, now),
  async run({ tx, actor, now, record, emit }, _input, grant) {
    if (!mayHandOut(actor, grant.role, grant.unitPath, now)) throw notYours()
    if (grant.role === 'administrator') {
      // All administrators' grants are locked in one order, so that two who remove each other cannot both succeed.
      const administrators = await tx.sql<{ id: string }>(sql`
        SELECT id FROM grants WHERE tenant_id = ${grant.tenantId}::uuid AND role = 'administrator' AND (ends_at IS NULL OR ends_at > ${now})
        ORDER BY id FOR UPDATE`)
      if (administrators.length <= 1) throw lastAdministrator()
    }
    await tx.grant.update({ where: { id: grant.id }, data: { endsAt: now } })
    record({ type: 'grant', id: grant.id }, { endsAt: grant.endsAt }, { endsAt: now })
    emit(grantEnded, { grantId: grant.id, personId: grant.personId })
    return {
      id: grant.id,
      personId: grant.personId,
      unitId: grant.unitId,
      role: grant.role,
      startsAt: grant.startsAt,
      endsAt: now,
    }
  },
})
