import { sql } from '../../../platform/db/sql.ts'
import { Nothing, ProviderReference } from '../contract.ts'
import { lastOfAssociation } from '../errors.ts'
import { rootOf } from '../policy.ts'
import { endGroupGrants } from '../provider-arrival.ts'
import { lockProvider } from '../provider-row.ts'
import { command } from '../room.ts'

/** What it vouched for ends: sessions at once, and the roles that its groups brought. Accounts stay. */
export const removeProvider = command({
  name: 'identity.removeProvider',
  stepUp: true,
  summary: 'Let nobody sign in with an identity provider any more',
  permission: 'identity.manageProviders',
  input: ProviderReference,
  output: Nothing,
  http: { method: 'delete', path: '/identity-providers/:providerId' },
  severity: 'critical',
  category: 'access',
  async target({ tx, actor }, { providerId }) {
    const provider = await lockProvider(tx.sql, providerId, actor)
    const root = rootOf(actor)
    return provider && root ? { ...root, ...provider } : null
  },
  async run(context, { providerId }, { name, issuer }) {
    const { tx, actor, now, record } = context
    const tenantId = actor.tenantId ?? ''
    // One after the other: of two that go at once, the second sees that it is the last one.
    await tx.sql(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`providers ${tenantId}`}, 0))`)
    const [left] = await tx.sql<{ isLast: boolean }>(sql`
      SELECT EXISTS (SELECT 1 FROM sign_in_rules WHERE tenant_id = ${tenantId}::uuid AND provider_only)
        AND NOT EXISTS (SELECT 1 FROM identity_providers WHERE tenant_id = ${tenantId}::uuid AND removed_at IS NULL
                        AND id <> ${providerId}::uuid) AS "isLast"`)
    if (left?.isLast) throw lastOfAssociation()
    await tx.sql(
      sql`UPDATE identity_providers SET removed_at = ${now}, updated_at = ${now} WHERE id = ${providerId}::uuid`,
    )
    const linked = await tx.sql<{ id: string; accountId: string }>(sql`
      SELECT id, account_id AS "accountId" FROM linked_identities WHERE provider_id = ${providerId}::uuid FOR UPDATE`)
    await endGroupGrants(
      context as never,
      tenantId,
      linked.map(({ id }) => id),
    )
    await tx.sql(sql`
      UPDATE sessions SET ended_at = ${now} WHERE vouched_by = ${tenantId}::uuid AND ended_at IS NULL
        AND account_id = ANY(${linked.map(({ accountId }) => accountId)}::uuid[])`)
    record({ type: 'identityProvider', id: providerId }, { name, issuer }, null)
    return {}
  },
})
