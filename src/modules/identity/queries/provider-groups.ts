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
