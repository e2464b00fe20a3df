import { notFound } from '../../../platform/errors.ts'
import { GrantReference, GrantReply } from '../contract.ts'
import { grantEnded } from '../facts.ts'
import { findGrant, hasOtherAdministrator, lockGrant } from '../grant-row.ts'
import { comesWithPosition, lastAdministrator, mayHandOut, notYours } from '../role.ts'
import { command } from '../room.ts'

/** One that was to begin later never begins. */
export const endGrant = command({
  name: 'access.endGrant',
  stepUp: true,
  summary: 'Take a role back, at once',
  permission: 'access.manage',
  input: GrantReference,
  output: GrantReply,
  http: { method: 'delete', path: '/grants/:grantId' },
  severity: 'critical',
  target: ({ tx, actor, now }, { grantId }) => findGrant(tx.sql, grantId, actor, now),
  async run({ tx, actor, now, roles, record, emit }, _input, grant) {
    if (!mayHandOut(actor, roles.permissionsOf(grant.role, grant.rolePermissions), grant.unitPath, now))
      throw notYours()
    if (grant.isCarried) throw comesWithPosition()
    const locked = await lockGrant(tx.sql, grant, now)
    if (!locked) throw notFound()
    const { id: grantId, tenantId, personId, unitId, role } = grant
    if (
      role === 'administrator' &&
      !(await hasOtherAdministrator(tx.sql, { tenantId, grantId }, now, locked.endsAt))
    )
      throw lastAdministrator()
    const endsAt = new Date(Math.max(locked.startsAt.getTime(), now.getTime()))
    await tx.grant.update({ where: { id: grantId }, data: { endsAt } })
    record({ type: 'grant', id: grantId }, { endsAt: locked.endsAt }, { endsAt })
    emit(grantEnded, { grantId, personId })
    return { id: grantId, personId, unitId, role, startsAt: locked.startsAt, endsAt }
  },
})
