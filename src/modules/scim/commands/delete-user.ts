import { sql } from '../../../platform/db/sql.ts'
import { DeleteResource, Said } from '../contract.ts'
import { command } from '../room.ts'
import { letGo } from '../standing-row.ts'
import { scim } from '../surface.ts'
import { findUser, lockUser } from '../user-row.ts'
import { leaveGroups } from '../written-group-row.ts'

/** Their membership ends. What they did, paid and were given stays, as it does for everybody who leaves. */
export const deleteUser = command({
  name: 'scim.deleteUser',
  summary: 'End the membership of a person of whom the identity provider no longer tells',
  permission: 'scim.provision',
  input: DeleteResource,
  output: Said,
  http: { surface: scim, method: 'delete', path: '/Users/:id', status: 204 },
  severity: 'critical',
  target: ({ tx, actor }, { id }) => findUser(tx.sql, actor, id, lockUser),
  async run(context, _input, { id, tenantId, personId, userName }) {
    const { tx, now, record } = context
    await leaveGroups(context as never, tenantId, id)
    const standingId = await letGo(context as never, { tenantId, personId })
    await tx.sql(sql`
      UPDATE scim_users SET deleted_at = ${now}, updated_at = ${now}, active = false, version = version + 1, standing_id = ${standingId}::uuid,
        attributes = ${JSON.stringify({ v: 1, said: {} })}::jsonb, emails = '{}'
      WHERE tenant_id = ${tenantId}::uuid AND id = ${id}::uuid`)
    record({ type: 'scimUser', id }, { personId, userName }, null)
    return { resource: null }
  },
})
