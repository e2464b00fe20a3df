import { sql } from '../../../platform/db/sql.ts'
import { RoleReference, RoleReply } from '../contract.ts'
import { findRole, toRoleReply } from '../role-row.ts'
import { command } from '../room.ts'

/** Whoever holds it goes on holding it; to take it from them there is `endGrant`. */
export const retireRole = command({
  name: 'access.retireRole',
  stepUp: true,
  summary: 'Give a role to nobody any more; whoever holds it goes on',
  permission: 'access.makeRoles',
  input: RoleReference,
  output: RoleReply,
  http: { method: 'post', path: '/roles/:roleId/retire' },
  severity: 'critical',
  target: ({ tx, actor, now }, { roleId }) => findRole(tx.sql, roleId, actor, now, { locked: true }),
  async run({ tx, now, record }, { roleId }, role) {
    const retiredAt = role.retiredAt ?? now
    const after = { ...role, retiredAt, version: role.version + 1 }
    await tx.sql(sql`
      UPDATE roles SET retired_at = ${retiredAt}, version = ${after.version}, updated_at = ${now} WHERE id = ${roleId}::uuid`)
    record({ type: 'role', id: roleId }, { retiredAt: role.retiredAt }, { retiredAt })
    return toRoleReply(after)
  },
})
