import { sql } from '../../../platform/db/sql.ts'
import { notFound } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { AddTarget, TargetAdded } from '../contract.ts'
import { findGroup } from '../group-row.ts'
import { command } from '../room.ts'
import { followGroups, lockUsers, requireTarget } from '../target-row.ts'

/** Whoever is in the group has it at once, and whoever comes into it later as well. */
export const addTarget = command({
  name: 'scim.addTarget',
  stepUp: true,
  summary: 'Say that a group of the identity provider brings a role at a unit, or belonging to the unit',
  permission: 'scim.manage',
  input: AddTarget,
  output: TargetAdded,
  http: { method: 'post', path: '/scim-groups/:groupId/targets', status: 201 },
  severity: 'critical',
  category: 'access',
  target: ({ tx, actor }, { groupId }) => findGroup(tx.sql, actor, groupId, { locked: true }),
  async run(context, { unitId, role }, { id, tenantId, members }) {
    const { tx, now, record } = context
    const [place] = await tx.sql<{ unitId: string; unitPath: string; isOpen: boolean }>(sql`
      SELECT unit_id AS "unitId", path::text AS "unitPath", status = 'open' AS "isOpen" FROM unit_places
      WHERE tenant_id = ${tenantId}::uuid AND unit_id = ${unitId}::uuid FOR SHARE`)
    if (!place) throw notFound()
    await requireTarget(context as never, tenantId, place, role)
    const targetId = newId(now.getTime())
    await tx.sql(sql`
      INSERT INTO scim_group_targets (id, tenant_id, group_id, unit_id, role, created_at)
      VALUES (${targetId}::uuid, ${tenantId}::uuid, ${id}::uuid, ${unitId}::uuid, ${role}, ${now})`)
    const userIds = (members ?? []).map(({ value }) => value)
    await lockUsers(context as never, tenantId, userIds)
    await followGroups(context as never, tenantId, userIds)
    record({ type: 'scimGroup', id }, null, { unitId, role })
    return { targetId }
  },
})
