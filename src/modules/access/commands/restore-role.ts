import { sql } from '../../../platform/db/sql.ts'
import { RoleReference, RoleReply } from '../contract.ts'
import { findRole, toRoleReply } from '../role-row.ts'
import { command } from '../room.ts'

export const restoreRole = command({
  name: 'access.restoreRole',
  stepUp: true,
  summary: 'Let a retired role be given again',
  permission: 'access.makeRoles',
  input: RoleReference,
  output: RoleReply,
  http: { method: 'post', path: '/roles/:roleId/restore' },
  severity: 'critical',
  target: ({ tx, actor, now }, { roleId }) => findRole(tx.sql, roleId, actor, now, { locked: true }),
  async run({ tx, now, record }, { roleId }, role) {
    const after = { ...role, retiredAt: null, version: role.version + 1 }
    await tx.sql(sql`
      UPDATE roles SET retired_at = NULL, version = ${after.version}, updated_at = ${now} WHERE id = ${roleId}::uuid`)
    record({ type: 'role', id: roleId }, { retiredAt: role.retiredAt }, { retiredAt: null })
    return toRoleReply(after)
  },
})
