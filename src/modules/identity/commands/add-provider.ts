import { sql } from '../../../platform/db/sql.ts'
import { newId } from '../../../platform/ids.ts'
import { AddProvider, ProviderReference } from '../contract.ts'
import { tooManyProviders } from '../errors.ts'
import { rootOf } from '../policy.ts'
import { mostProviders, providerSecretPurpose } from '../provider.ts'
import { requireIssuer, writeRoles } from '../provider-row.ts'
import { command } from '../room.ts'

export const addProvider = command({
  name: 'identity.addProvider',
  stepUp: true,
  summary: 'Let people of the association sign in with an identity provider',
  permission: 'identity.manageProviders',
  input: AddProvider,
  output: ProviderReference,
  http: { method: 'post', path: '/identity-providers', status: 201 },
  severity: 'critical',
  category: 'access',
  target: async ({ actor }) => rootOf(actor),
  async prepare(context, { issuer, clientId, clientSecret }) {
    const sealedSecret = context.services.crypto.seal(providerSecretPurpose, clientSecret)
    await requireIssuer(context, { issuer, clientId, sealedSecret })
    return { sealedSecret }
  },
  async run(context, input) {
    const { tx, actor, now, prepared, record } = context
    const { name, issuer, clientId, scopes, groupsClaim, domains, admits, roles } = input
    await tx.sql(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`providers ${actor.tenantId}`}, 0))`)
    const [{ count = 0 } = {}] = await tx.sql<{ count: number }>(sql`
      SELECT count(*)::int AS count FROM identity_providers WHERE tenant_id = ${actor.tenantId}::uuid AND removed_at IS NULL`)
    if (count >= mostProviders) throw tooManyProviders({ values: { most: mostProviders } })
    const providerId = newId(now.getTime())
    await tx.sql(sql`
      INSERT INTO identity_providers (id, tenant_id, name, issuer, client_id, sealed_secret, scopes, groups_claim, domains, admits, created_at, updated_at)
      VALUES (${providerId}::uuid, ${actor.tenantId}::uuid, ${name}, ${issuer}, ${clientId}, ${prepared.sealedSecret}, ${scopes},
              ${groupsClaim}, ${domains}, ${admits}, ${now}, ${now})`)
    await writeRoles(context as never, providerId, roles)
    record({ type: 'identityProvider', id: providerId }, null, {
      name,
      issuer,
      clientId,
      scopes,
      groupsClaim,
      domains,
      admits,
      roles,
    })
    return { providerId }
  },
})
