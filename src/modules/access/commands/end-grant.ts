import { notFound } from '../../../platform/errors.ts'
import { GrantReference, GrantReply } from '../contract.ts'
import { grantEnded } from '../facts.ts'
import { findGrant, type GrantRow, lockWithRivals } from '../grant-row.ts'
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
  target: ({ tx, actor, now }, { grantId }) => findGrant(tx.sql, grantId, actor, now),
  async run({ tx, actor, now, record, emit }, _input, grant) {
    if (!mayHandOut(actor, grant.role, grant.unitPath, now)) throw notYours()
    const inForce = await lockWithRivals(tx.sql, grant, now)
    if (!inForce.some(({ id }) => id === grant.id)) throw notFound()
    const others = inForce.filter(({ id }) => id !== grant.id)
    if (grant.role === 'administrator' && !others.some((other) => lastsAsLong(other, grant)))
      throw lastAdministrator()
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

/** Whoever is left must stay: an administrator until tomorrow does not make up for one without an end. */
function lastsAsLong(other: Pick<GrantRow, 'endsAt'>, grant: GrantRow): boolean {
  return other.endsAt === null || (grant.endsAt !== null && other.endsAt >= grant.endsAt)
}
