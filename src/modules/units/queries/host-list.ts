import { sql } from '../../../platform/db/sql.ts'
import { HostList, Nothing } from '../contract.ts'
import { query } from '../room.ts'

export const listHosts = query({
  name: 'units.listHosts',
  summary: 'List the host names that lead to associations',
  permission: 'system',
  input: Nothing,
  output: HostList,
  async run({ db }) {
    const items = await db.sql<{ host: string; tenantName: string }>(sql`
      SELECT h.host, u.name AS "tenantName" FROM tenant_hosts h JOIN units u ON u.id = h.tenant_id
      ORDER BY u.name, u.id, h.created_at, h.host`)
    return { items }
  },
})
