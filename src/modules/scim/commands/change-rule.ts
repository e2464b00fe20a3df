import { sql } from '../../../platform/db/sql.ts'
import { ChangeRule, Nothing } from '../contract.ts'
import { associationOf } from '../place.ts'
import { command } from '../room.ts'

/** By its external id somebody is then known who signs in: so only the provider that the directory belongs to may say it. */
export const changeRule = command({
  name: 'scim.changeRule',
  stepUp: true,
  summary: 'Say which provider of OpenID Connect calls people as the directory does',
  permission: 'scim.manage',
  input: ChangeRule,
  output: Nothing,
  http: { method: 'put', path: '/scim-rule' },
  severity: 'critical',
  category: 'access',
  target: async ({ actor }) => associationOf(actor),
  async run({ tx, now, record }, { providerId }, { tenantId }) {
    await tx.sql(sql`
      INSERT INTO scim_rules (tenant_id, provider_id, updated_at) VALUES (${tenantId}::uuid, ${providerId}::uuid, ${now})
      ON CONFLICT (tenant_id) DO UPDATE SET provider_id = excluded.provider_id, version = scim_rules.version + 1, updated_at = excluded.updated_at`)
    record({ type: 'scimRule', id: tenantId }, null, { providerId })
    return {}
  },
})
