import { invalid, notFound } from '../../../platform/errors.ts'
import { GrantReply, ProlongGrant } from '../contract.ts'
import { findGrant, hasOtherAdministrator, lockGrant } from '../grant-row.ts'
import { comesWithPosition, lastAdministrator, mayHandOut, notYours, roleRetired, tooLong } from '../role.ts'
import { holdRole } from '../role-row.ts'
import { command } from '../room.ts'

/** Longer or shorter. What counts until then stays as it was; to take a role back at once there is `endGrant`. */
export const prolongGrant = command({
  name: 'access.prolongGrant',
  stepUp: true,
  summary: 'Change until when a role is held',
  permission: 'access.manage',
  input: ProlongGrant,
  output: GrantReply,
  http: { method: 'patch', path: '/grants/:grantId' },
  severity: 'critical',
  target: ({ tx, actor, now }, { grantId }) => findGrant(tx.sql, grantId, actor, now),
  async run({ tx, actor, now, roles, record }, { endsAt }, grant) {
    // Held as it is: a role that is being changed is not prolonged by what it was before.
    const made = await holdRole(tx.sql, grant.tenantId, grant.role)
    const permissions = roles.permissionsOf(grant.role, made?.permissions)
    if (!mayHandOut(actor, permissions, grant.unitPath, now)) throw notYours()
    if (grant.isCarried) throw comesWithPosition()
    const locked = await lockGrant(tx.sql, grant, now)
    if (!locked) throw notFound()
    if (endsAt && (endsAt <= now || endsAt <= locked.startsAt))
      throw invalid([{ pointer: '/endsAt', code: 'access.error.alreadyOver', message: '' }])
    if (!mayHandOut(actor, permissions, grant.unitPath, now, endsAt)) throw tooLong()
    const { id: grantId, tenantId, personId, unitId, role, startsAt } = grant
    const isShorter = endsAt !== null && (locked.endsAt === null || endsAt < locked.endsAt)
    if (made?.retiredAt && !isShorter) throw roleRetired()
    if (
      role === 'administrator' &&
      isShorter &&
      !(await hasOtherAdministrator(tx.sql, { tenantId, grantId }, endsAt, locked.endsAt))
    )
      throw lastAdministrator()
    await tx.grant.update({ where: { id: grantId }, data: { endsAt } })
    record({ type: 'grant', id: grantId }, { endsAt: locked.endsAt }, { endsAt })
    return { id: grantId, personId, unitId, role, startsAt, endsAt }
  },
})
