import { sql } from '../../../platform/db/sql.ts'
import { invalid } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { MakeRole, RoleReply } from '../contract.ts'
import { findPlace } from '../grant-row.ts'
import { mayHandOut, refuseElsewhere, refuseUndeclared } from '../role.ts'
import { command } from '../room.ts'

/** Nobody holds it yet. Whoever puts it together holds each of its permissions there. */
export const makeRole = command({
  name: 'access.makeRole',
  stepUp: true,
  summary: 'Put a role together that exists at a unit and everything below it',
  permission: 'access.makeRoles',
  input: MakeRole,
  output: RoleReply,
  http: { method: 'post', path: '/roles', status: 201 },
  severity: 'critical',
  target: ({ tx, actor, now }, { unitId }) => findPlace(tx.sql, unitId, actor, now),
  async run({ tx, actor, now, roles, record }, { name, description = null, permissions }, place) {
    refuseUndeclared(roles, permissions, [])
    refuseElsewhere(roles, permissions, [], place.unitPath)
    if (!mayHandOut(actor, roles.withImplied(permissions), place.unitPath, now))
      throw invalid([{ pointer: '/permissions', code: 'access.error.permissionNotYours', message: '' }])
    const { tenantId, unitId, unitName } = place
    const id = newId(now.getTime())
    await tx.sql(sql`
      INSERT INTO roles (id, tenant_id, unit_id, name, description, permissions, created_at, updated_at)
      VALUES (${id}::uuid, ${tenantId}::uuid, ${unitId}::uuid, ${JSON.stringify(name)}::jsonb,
        ${description && JSON.stringify(description)}::jsonb, ${permissions}::text[], ${now}, ${now})`)
    record({ type: 'role', id }, null, { unitId, name, description, permissions })
    return { id, unitId, unitName, name, description, permissions, version: 1, retiredAt: null }
  },
})
