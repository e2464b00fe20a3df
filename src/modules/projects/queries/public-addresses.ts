import { sql } from '../../../platform/db/sql.ts'
import { Nothing, PublicAddresses } from '../contract.ts'
import { query } from '../room.ts'

/** What a sitemap may hold at most. */
const most = 50_000

export const listPublicAddresses = query({
  name: 'projects.listPublicAddresses',
  summary: 'List where the public projects are',
  permission: 'anyone',
  input: Nothing,
  output: PublicAddresses,
  cost: 5,
  run: async ({ db, actor }) => ({
    items: await db.sql<{ slug: string; updatedAt: Date }>(sql`
      SELECT slug, updated_at AS "updatedAt" FROM projects
      WHERE tenant_id = ${actor.tenantId}::uuid AND status <> 'draft' AND visibility = 'public'
      ORDER BY published_at DESC, id DESC LIMIT ${most - 1}`),
  }),
})
