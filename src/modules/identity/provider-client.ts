import * as oidc from 'openid-client'
import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import type { RequestFacts } from '../../platform/declare/operation.ts'
import { outsideFetch } from '../../platform/outside/outside-fetch.ts'
import type { Services } from '../../platform/services.ts'
import { findRelyingParty } from './passkey.ts'
import { providerSecretPurpose } from './provider.ts'

export interface ProviderRow {
  id: string
  tenantId: string
  name: string
  issuer: string
  clientId: string
  sealedSecret: Buffer
  scopes: string
  groupsClaim: string | null
  domains: string[]
  admits: boolean
}

type Asked = Pick<ProviderRow, 'issuer' | 'clientId' | 'sealedSecret'>

/** One that is in use, of the association that is asked for. */
export async function findProvider(
  run: RunSql,
  providerId: string,
  tenantId: string | null,
): Promise<ProviderRow | null> {
  const [provider] = await run<ProviderRow>(sql`
    SELECT id, tenant_id AS "tenantId", name, issuer, client_id AS "clientId", sealed_secret AS "sealedSecret", scopes,
      groups_claim AS "groupsClaim", domains, admits
    FROM identity_providers WHERE id = ${providerId}::uuid AND tenant_id = ${tenantId}::uuid AND removed_at IS NULL`)
  return provider ?? null
}

const secondsToWait = 10

/** What a provider says about itself: where people sign in, where codes are taken, with which keys it signs. */
export function discover({ issuer, clientId, sealedSecret }: Asked, { crypto, config }: Services) {
  const server = new URL(issuer)
  const isProduction = config.NODE_ENV === 'production'
  const insecure = server.protocol === 'http:' && !isProduction && isLocal(server)
  const secret = crypto.openText(providerSecretPurpose, sealedSecret)
  return oidc.discovery(server, clientId, { client_secret: secret }, authenticationWith(secret), {
    timeout: secondsToWait,
    // Signatures are checked although the answer comes straight from the provider: whatever stands in between shall not
    // matter.
    execute: [oidc.enableNonRepudiationChecks, ...(insecure ? [oidc.allowInsecureRequests] : [])],
    // Its own addresses it names itself, so those are judged like the first.
    [oidc.customFetch]: outsideFetch({
      publicOnly: isProduction,
      exceptHosts: config.OUTSIDE_PRIVATE_HOSTS,
    }),
  })
}

/** In the form, as most providers like it, or in the header where that is all that one takes. */
function authenticationWith(secret: string): oidc.ClientAuth {
  const [posted, inHeader] = [oidc.ClientSecretPost(secret), oidc.ClientSecretBasic(secret)]
  return (server, ...rest) => {
    const taken = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    return (taken.includes('client_secret_post') ? posted : inHeader)(server, ...rest)
  }
}

const minutesKept = 5
const mostKept = 100
const kept = new WeakMap<Services, Map<string, { until: number; config: Promise<oidc.Configuration> }>>()

/**
 * The same, asked once in a few minutes: visitors begin to sign in as often as they like, and shall not make the portal
 * ask somebody else as often. Keys that change meanwhile are asked for when something is signed with an unknown one.
 */
export function discoverOnce(provider: Asked, services: Services, now: Date): Promise<oidc.Configuration> {
  const known = kept.get(services) ?? new Map()
  kept.set(services, known)
  const key = [provider.issuer, provider.clientId, provider.sealedSecret.toString('base64')].join('\n')
  const found = known.get(key)
  if (found && found.until > now.getTime()) return found.config
  const config = discover(provider, services)
  known.delete(key)
  known.set(key, { until: now.getTime() + minutesKept * 60_000, config })
  // The one that was asked first goes, where there are too many.
  for (const oldest of known.keys()) {
    if (known.size <= mostKept) break
    known.delete(oldest)
  }
  config.catch(() => known.delete(key))
  return config
}

function isLocal({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1'
}

/** Each provider has an address of its own to come back to: what one sends is never taken for another's. */
export async function returnAddress(
  run: RunSql,
  request: RequestFacts,
  services: Services,
  providerId: string,
): Promise<URL> {
  const party = await findRelyingParty(run, request, services.config)
  return new URL(`/sign-in/with/${providerId}/callback`, party?.origin ?? services.link('/'))
}
