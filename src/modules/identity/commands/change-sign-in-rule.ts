import { sql } from '../../../platform/db/sql.ts'
import { Nothing, SignInRule } from '../contract.ts'
import { noProvider } from '../errors.ts'
import { rootOf } from '../policy.ts'
import { command } from '../room.ts'

/** Whoever may manage providers gets in by other ways as well: else a provider that is away shuts everybody out. */
export const changeSignInRule = command({
  name: 'identity.changeSignInRule',
  stepUp: true,
  summary: 'Say whether people get into the association by its identity providers only',
  permission: 'identity.manageProviders',
  input: SignInRule,
  output: Nothing,
  http: { method: 'put', path: '/sign-in-rule' },
  severity: 'critical',
  category: 'access',
  target: async ({ actor }) => rootOf(actor),
  async run({ tx, actor, record }, { providerOnly }) {
    const tenantId = actor.tenantId ?? ''
    const [provider] = await tx.sql(sql`
      SELECT 1 FROM identity_providers WHERE tenant_id = ${tenantId}::uuid AND removed_at IS NULL FOR SHARE`)
    if (providerOnly && !provider) throw noProvider()
    await tx.sql(sql`
      INSERT INTO sign_in_rules (tenant_id, provider_only) VALUES (${tenantId}::uuid, ${providerOnly})
      ON CONFLICT (tenant_id) DO UPDATE SET provider_only = excluded.provider_only`)
    record({ type: 'signInRule', id: tenantId }, null, { providerOnly })
    return {}
  },
})
