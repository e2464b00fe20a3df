import { sql } from '../../../platform/db/sql.ts'
import { ChangeProvider, ProviderVersion } from '../contract.ts'
import { rootOf } from '../policy.ts'
import { providerSecretPurpose } from '../provider.ts'
import { findProvider } from '../provider-client.ts'
import { lockProvider, requireIssuer, writeRoles } from '../provider-row.ts'
import { command } from '../room.ts'

/** Without a secret the one from before stays. The issuer stays: at another one the same names are other people. */
export const changeProvider = command({
  name: 'identity.changeProvider',
  stepUp: true,
  summary: 'Change how people sign in with an identity provider of the association',
  permission: 'identity.manageProviders',
  input: ChangeProvider,
  output: ProviderVersion,
  http: { method: 'put', path: '/identity-providers/:providerId' },
  severity: 'critical',
  category: 'access',
  async target({ tx, actor }, { providerId }) {
    const provider = await lockProvider(tx.sql, providerId, actor)
    const root = rootOf(actor)
    return provider && root ? { ...root, ...provider } : null
  },
  async prepare(context, { providerId, clientId, clientSecret }) {
    const { services, sql: run, actor } = context
    const before = await findProvider(run, providerId, actor.tenantId)
    if (!before) return { sealedSecret: null }
    const sealedSecret = clientSecret
      ? services.crypto.seal(providerSecretPurpose, clientSecret)
      : before.sealedSecret
    await requireIssuer(context, { issuer: before.issuer, clientId, sealedSecret })
    return { sealedSecret }
  },
  async run(context, input, before) {
    const { tx, now, prepared, record } = context
    const { providerId, name, clientId, scopes, groupsClaim, domains, admits, roles } = input
    const [after] = await tx.sql<{ version: number }>(sql`
      UPDATE identity_providers SET name = ${name}, client_id = ${clientId}, scopes = ${scopes}, groups_claim = ${groupsClaim},
        domains = ${domains}, admits = ${admits}, sealed_secret = coalesce(${prepared.sealedSecret}::bytea, sealed_secret),
        version = version + 1, updated_at = ${now}
      WHERE id = ${providerId}::uuid RETURNING version`)
    await writeRoles(context as never, providerId, roles)
    const { unitPath, version, issuer, ...was } = before
    record({ type: 'identityProvider', id: providerId }, was, {
      name,
      clientId,
      scopes,
      groupsClaim,
      domains,
      admits,
      roles,
    })
    return { providerId, version: after?.version ?? version + 1 }
  },
})
