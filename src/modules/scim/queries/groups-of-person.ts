import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { WithPerson } from '../contract.ts'
import { query } from '../room.ts'

/** For jobs: most people are in no group, and nothing has to be looked at then. */
export const countGroupsOf = query({
  name: 'scim.countGroupsOf',
  summary: 'Count the groups of the directory that somebody is in',
  permission: 'system',
  input: WithPerson,
  output: z.strictObject({ count: z.int() }),
  async run({ db, actor }, { personId }) {
    const [found] = await db.sql<{ count: number }>(sql`
      SELECT count(*)::int AS count FROM scim_users u JOIN scim_group_members m ON m.tenant_id = u.tenant_id AND m.user_id = u.id
      WHERE u.tenant_id = ${actor.tenantId}::uuid AND u.person_id = ${personId}::uuid AND u.deleted_at IS NULL`)
    return { count: found?.count ?? 0 }
  },
})
