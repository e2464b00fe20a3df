import { sql } from '../../../platform/db/sql.ts'
import { EndCarriedRole, Nothing } from '../contract.ts'
import { grantEnded } from '../facts.ts'
import { type GrantRow, grantColumns, hasOtherAdministrator, lockGrant } from '../grant-row.ts'
import { lastAdministrator } from '../role.ts'
import { command } from '../room.ts'

/** A carried role ends when its term does, earlier or later than was said before; one that was to begin later never begins. */
export const endCarriedRole = command({
  name: 'access.endCarriedRole',
  summary: 'Let the role that a position carries end with its term',
  permission: 'system',
  input: EndCarriedRole,
  output: Nothing,
  severity: 'critical',
  async target({ tx, actor }, { grantId }) {
    const [grant] = await tx.sql<GrantRow>(sql`
      SELECT ${grantColumns} FROM grants g JOIN unit_places p ON p.unit_id = g.unit_id
      WHERE g.id = ${grantId}::uuid AND g.tenant_id = ${actor.tenantId}::uuid AND g.carried`)
    return grant ?? null
  },
  async run({ tx, now, record, emit }, { endsAt: wished }, grant) {
    const locked = await lockGrant(tx.sql, grant, now)
    // It is over: with the term, or with the person.
    if (!locked) return {}
    const { id: grantId, tenantId, personId, role } = grant
    const endsAt = wished && new Date(Math.max(wished.getTime(), locked.startsAt.getTime()))
    const isShorter = endsAt !== null && (locked.endsAt === null || endsAt < locked.endsAt)
    const from = endsAt !== null && endsAt > now ? endsAt : now
    if (
      role === 'administrator' &&
      isShorter &&
      !(await hasOtherAdministrator(tx.sql, { tenantId, grantId }, from, locked.endsAt))
    )
      throw lastAdministrator()
    await tx.grant.update({ where: { id: grantId }, data: { endsAt } })
    record({ type: 'grant', id: grantId }, { endsAt: locked.endsAt }, { endsAt })
    if (endsAt !== null && endsAt <= now) emit(grantEnded, { grantId, personId })
    return {}
  },
})
