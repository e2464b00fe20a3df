import type { InputOf } from '../../../platform/declare/operation.ts'
import { notFound } from '../../../platform/errors.ts'
import { isId } from '../../../platform/ids.ts'
import { CopyRole, RoleReply } from '../contract.ts'
import { findPlace } from '../grant-row.ts'
import { countsAt, isBuiltIn } from '../role.ts'
import { findRole } from '../role-row.ts'
import { command } from '../room.ts'
import { makeRole } from './make-role.ts'

/** What the role carries now, as far as rooms still declare it. The copy goes its own way from then on. */
export const copyRole = command({
  name: 'access.copyRole',
  stepUp: true,
  summary: 'Put a role together with the permissions of another one',
  permission: 'access.makeRoles',
  input: CopyRole,
  output: RoleReply,
  http: { method: 'post', path: '/roles/:role/copy', status: 201 },
  severity: 'critical',
  target: ({ tx, actor, now }, { unitId }) => findPlace(tx.sql, unitId, actor, now),
  async run({ tx, actor, now, roles, call }, { role, ...copy }, place) {
    const made = isId(role) ? await findRole(tx.sql, role, actor, now) : null
    if (!made && !isBuiltIn(role)) throw notFound()
    const permissions = made ? made.permissions : roles.chosenFor(role)
    const { unitId, name, description } = copy as InputOf<typeof makeRole>
    const { unitPath } = place
    return call(makeRole, {
      unitId,
      name,
      description,
      permissions: permissions.filter((each) => roles.isDeclared(each) && countsAt(roles, each, unitPath)),
    })
  },
})
