import { sql } from '../../../platform/db/sql.ts'
import { ChangeRole, RoleReply } from '../contract.ts'
import {
  differenceOf,
  holdersNotTold,
  objectionToChange,
  refuseElsewhere,
  refuseUndeclared,
} from '../role.ts'
import { findRole, holdersOf, toRoleReply } from '../role-row.ts'
import { command } from '../room.ts'

/**
 * What whoever holds it may do changes at once. So for how many that is has been looked at before (see `previewRole`):
 * where it is another number by now, nothing is done.
 */
export const changeRole = command({
  name: 'access.changeRole',
  stepUp: true,
  summary: 'Change the words or the permissions of a role, for all who hold it',
  permission: 'access.makeRoles',
  input: ChangeRole,
  output: RoleReply,
  http: { method: 'patch', path: '/roles/:roleId' },
  severity: 'critical',
  target: ({ tx, actor, now }, { roleId }) => findRole(tx.sql, roleId, actor, now, { locked: true }),
  async run({ tx, actor, now, roles, record }, { toldHolders, roleId, ...said }, role) {
    const { name = role.name, description = role.description, permissions: wished = role.permissions } = said
    refuseUndeclared(roles, wished, role.permissions)
    refuseElsewhere(roles, wished, role.permissions, role.unitPath)
    // What no room declares any more goes with the first change, whatever it was about; a role of nothing else stays as it is.
    const alive = wished.filter((each) => roles.isDeclared(each))
    const permissions = alive.length > 0 ? alive : wished
    const difference = differenceOf(roles, role.permissions, permissions)
    const holders = await holdersOf(tx.sql, role, now)
    const objection = objectionToChange(actor, role, difference, holders.until, now)
    if (objection) throw objection
    const changesRights = difference.gained.length + difference.lost.length > 0
    if (changesRights && holders.count > 0 && toldHolders !== holders.count)
      throw holdersNotTold({ values: { holders: holders.count } })
    const after = { ...role, name, description, permissions, version: role.version + 1 }
    await tx.sql(sql`
      UPDATE roles SET name = ${JSON.stringify(name)}::jsonb, description = ${description && JSON.stringify(description)}::jsonb,
        permissions = ${permissions}::text[], version = ${after.version}, updated_at = ${now} WHERE id = ${roleId}::uuid`)
    record(
      { type: 'role', id: roleId },
      { name: role.name, description: role.description, permissions: role.permissions },
      { name, description, permissions },
    )
    return toRoleReply(after)
  },
})
