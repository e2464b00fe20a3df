import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { WithPerson } from '../contract.ts'
import { query } from '../room.ts'

/** For jobs: most people come by no provider, and nothing has to be looked at then. */
export const countProviderGroupsOf = query({
  name: 'identity.countProviderGroupsOf',
  summary: 'Count the groups by which a provider brings roles to somebody',
  permission: 'system',
  input: WithPerson,
  output: z.strictObject({ count: z.int() }),
  async run({ db, actor }, { personId }) {
    const [found] = await db.sql<{ count: number }>(sql`
      SELECT coalesce(sum(cardinality(l.groups)), 0)::int AS count FROM linked_identities l
      JOIN people p ON p.account_id = l.account_id AND p.tenant_id = l.tenant_id
      WHERE l.tenant_id = ${actor.tenantId}::uuid AND p.person_id = ${personId}::uuid`)
    return { count: found?.count ?? 0 }
  },
})

/** For jobs: who was in a group that brings a role when they last came, and does not hold it. */
export const listWithoutProviderRole = query({
  name: 'identity.listWithoutProviderRole',
  summary: 'List those whose groups at a provider bring a role that they do not hold',
  permission: 'system',
  input: z.strictObject({ role: z.string() }),
  output: z.strictObject({ personIds: z.array(z.uuid()) }),
  async run({ db, actor, now }, { role }) {
    const found = await db.sql<{ personId: string }>(sql`
      SELECT DISTINCT p.person_id AS "personId" FROM linked_identities l
      JOIN provider_roles r ON r.provider_id = l.provider_id AND r."group" = ANY(l.groups) AND r.role = ${role}
      JOIN people p ON p.tenant_id = l.tenant_id AND p.account_id = l.account_id
      WHERE l.tenant_id = ${actor.tenantId}::uuid AND l.groups <> '{}' AND NOT EXISTS (
        SELECT 1 FROM grant_standings g WHERE g.tenant_id = p.tenant_id AND g.person_id = p.person_id AND g.unit_id = r.unit_id
          AND g.role = r.role AND (g.ends_at IS NULL OR (g.starts_at <= ${now} AND g.ends_at > ${now})))`)
    return { personIds: found.map(({ personId }) => personId) }
  },
})
