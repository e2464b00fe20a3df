import { sql } from '../../../platform/db/sql.ts'
import { Nothing, WithPerson } from '../contract.ts'
import { command } from '../room.ts'
import { followGroups, lockUsers } from '../target-row.ts'

/**
 * Somebody may meet by now what is asked for a role that their groups bring. Whoever comes into a group at the same moment holds
 * the same lock, so that one of the two sees the other.
 */
export const bringWhatGroupsBring = command({
  name: 'scim.bringWhatGroupsBring',
  summary: 'Give somebody what their groups of the directory bring and they could not have before',
  permission: 'system',
  input: WithPerson,
  output: Nothing,
  async run(context, { personId }) {
    const { tx, actor } = context
    const tenantId = actor.tenantId as string
    const users = await tx.sql<{ id: string }>(sql`
      SELECT id FROM scim_users WHERE tenant_id = ${tenantId}::uuid AND person_id = ${personId}::uuid AND deleted_at IS NULL`)
    const ids = users.map(({ id }) => id)
    await lockUsers(context as never, tenantId, ids)
    await followGroups(context as never, tenantId, ids)
    return {}
  },
})
