import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { accountOf } from '../../../platform/policy/actor.ts'
import { tenancy } from '../../units/index.ts'
import { MyAssociations, Nothing } from '../contract.ts'
import { query } from '../room.ts'

/** Where one account is somebody: each by its own address, or by where an association is chosen. */
export const listMyAssociations = query({
  name: 'identity.listMyAssociations',
  summary: 'List the associations in which you are somebody, and where each is opened',
  permission: 'signed-in',
  input: Nothing,
  output: MyAssociations,
  http: { method: 'get', path: '/me/associations' },
  async run({ db, actor, services }) {
    const found = await db.sql<{ id: string; name: string; host: string | null }>(sql`
      SELECT u.unit_id AS id, u.name, (SELECT min(h.host) FROM association_hosts h WHERE h.tenant_id = u.unit_id) AS host
      FROM people p JOIN unit_places u ON u.unit_id = p.tenant_id
      WHERE p.account_id = ${accountOf(actor)}::uuid
        AND NOT EXISTS (SELECT FROM tenant_states s WHERE s.tenant_id = u.unit_id AND s.state = 'closed')
      ORDER BY u.name, u.unit_id LIMIT 100`)
    return {
      items: found.map(({ id, name, host }) => ({
        id,
        name,
        isHere: id === actor.tenantId,
        host,
        href: services.link(host === null ? `/association?tenantId=${id}` : '/', host),
      })),
    }
  },
})

export const listAssociations = query({
  name: 'identity.listAssociations',
  summary: 'List the associations that a visitor may choose from',
  permission: 'anyone',
  tokens: true,
  input: Nothing,
  output: z.strictObject({ items: z.array(z.strictObject({ id: z.uuid(), name: z.string() })) }),
  http: { method: 'get', path: '/associations' },
  run: async ({ db }) => ({ items: (await tenancy.tenants(db.sql)).map(({ id, name }) => ({ id, name })) }),
})
