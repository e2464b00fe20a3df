import { sql } from '../../../platform/db/sql.ts'
import { notFound } from '../../../platform/errors.ts'
import { Nothing, TargetReference } from '../contract.ts'
import { findGroup } from '../group-row.ts'
import { command } from '../room.ts'
import { followGroups, lockUsers } from '../target-row.ts'

/** What it brought ends at once, unless another group brings it as well. */
export const removeTarget = command({
  name: 'scim.removeTarget',
  stepUp: true,
  summary: 'Say that a group of the identity provider no longer brings something',
  permission: 'scim.manage',
  input: TargetReference,
  output: Nothing,
  http: { method: 'delete', path: '/scim-groups/:groupId/targets/:targetId' },
  severity: 'critical',
  category: 'access',
  target: ({ tx, actor }, { groupId }) => findGroup(tx.sql, actor, groupId, { locked: true }),
  async run(context, { targetId }, { id, tenantId, members }) {
    const { tx, record } = context
    const [gone] = await tx.sql<{ unitId: string; role: string | null }>(sql`
      DELETE FROM scim_group_targets WHERE tenant_id = ${tenantId}::uuid AND group_id = ${id}::uuid AND id = ${targetId}::uuid
      RETURNING unit_id AS "unitId", role`)
    if (!gone) throw notFound()
    const userIds = (members ?? []).map(({ value }) => value)
    await lockUsers(context as never, tenantId, userIds)
    await followGroups(context as never, tenantId, userIds)
    record({ type: 'scimGroup', id }, gone, null)
    return {}
  },
})
