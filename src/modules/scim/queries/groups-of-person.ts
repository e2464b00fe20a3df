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

/** For jobs: who is in a group that brings a role, and does not hold it. */
export const listWithoutRole = query({
  name: 'scim.listWithoutRole',
  summary: 'List those whose groups of the directory bring a role that they do not hold',
  permission: 'system',
  input: z.strictObject({ role: z.string() }),
  output: z.strictObject({ personIds: z.array(z.uuid()) }),
  async run({ db, actor, now }, { role }) {
    const found = await db.sql<{ personId: string }>(sql`
      SELECT DISTINCT u.person_id AS "personId" FROM scim_group_targets t
      JOIN scim_group_members m ON m.tenant_id = t.tenant_id AND m.group_id = t.group_id
      JOIN scim_users u ON u.tenant_id = m.tenant_id AND u.id = m.user_id AND u.deleted_at IS NULL
      WHERE t.tenant_id = ${actor.tenantId}::uuid AND t.role = ${role} AND NOT EXISTS (
        SELECT 1 FROM grant_standings g WHERE g.tenant_id = u.tenant_id AND g.person_id = u.person_id AND g.unit_id = t.unit_id
          AND g.role = t.role AND (g.ends_at IS NULL OR (g.starts_at <= ${now} AND g.ends_at > ${now})))`)
    return { personIds: found.map(({ personId }) => personId) }
  },
})
