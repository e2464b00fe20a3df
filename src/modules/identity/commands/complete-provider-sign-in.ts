import * as oidc from 'openid-client'
import { sql } from '../../../platform/db/sql.ts'
import type { CommandContext, PrepareContext } from '../../../platform/declare/operation.ts'
import { AppError } from '../../../platform/errors.ts'
import { CompleteProviderSignIn, ProviderSignedIn } from '../contract.ts'
import { providerRefused, unknownProvider } from '../errors.ts'
import { type BegunErrand, nonceOf, readState, type Vouched, verifierOf, vouchedFrom } from '../provider.ts'
import { arrive } from '../provider-arrival.ts'
import { discoverOnce, findProvider, type ProviderRow, returnAddress } from '../provider-client.ts'
import { command } from '../room.ts'

type Prepared = { provider: ProviderRow; errand: BegunErrand; vouched: Vouched } | null

/** Takes what a provider has sent somebody back with. Everything about it is compared before anything is written. */
export const completeProviderSignIn = command({
  name: 'identity.completeProviderSignIn',
  summary: 'Finish signing in, or linking, at a provider of the association; answers with a session cookie',
  permission: 'anyone',
  input: CompleteProviderSignIn,
  output: ProviderSignedIn,
  http: { method: 'post', path: '/sign-in/providers/:providerId/callback' },
  severity: 'notable',
  limits: [{ by: 'address', count: 100, seconds: 600 }],
  idempotent: false,
  async prepare(context, { providerId, code, state, iss }): Promise<Prepared> {
    const { actor, request, services, now, sql: run, log } = context
    const flow = request.flow ?? ''
    const sessionId = (actor.kind === 'account' && actor.sessionId) || ''
    const errand = readState(services, flow, state, { providerId, sessionId }, now)
    const provider = errand && (await findProvider(run, providerId, actor.tenantId))
    if (!errand || !provider || code === undefined) return null
    try {
      const claims = await claimsFrom(context, provider, flow, { code, state, iss })
      const vouched = vouchedFrom(claims, provider.groupsClaim)
      if (!vouched) throw new Error('It names nobody in a way that can be kept.')
      return { provider, errand, vouched }
    } catch (error) {
      // Why is for whoever runs the portal; whoever signs in can only try again.
      log.warn({ err: error, providerId }, 'what a provider said was not taken')
      return null
    }
  },
  async run(context, { providerId }) {
    const { tx, actor, prepared, refused, session } = context as CommandContext<never, Prepared>
    if (!prepared) return refused(providerRefused())
    const { provider, errand, vouched } = prepared
    // It may have been removed while the provider was asked.
    const [still] = await tx.sql(sql`
      SELECT 1 FROM identity_providers WHERE id = ${providerId}::uuid AND tenant_id = ${actor.tenantId}::uuid AND removed_at IS NULL
      FOR SHARE`)
    if (!still) return refused(unknownProvider())
    session.forget('flow')
    const went = await arrive(context as CommandContext<never, unknown>, provider, errand, vouched)
    return went instanceof AppError ? refused(went) : { next: went }
  },
})

async function claimsFrom(
  { request, services, sql: run, now }: PrepareContext,
  provider: ProviderRow,
  flow: string,
  { code, state, iss }: { code: string; state: string; iss?: string },
): Promise<Record<string, unknown>> {
  const config = await discoverOnce(provider, services, now)
  const url = await returnAddress(run, request, services, provider.id)
  url.search = new URLSearchParams({ code, state, ...(iss === undefined ? {} : { iss }) }).toString()
  const tokens = await oidc.authorizationCodeGrant(config, url, {
    expectedState: state,
    expectedNonce: nonceOf(services, flow),
    pkceCodeVerifier: verifierOf(services, flow),
    idTokenExpected: true,
  })
  const claims = tokens.claims()
  if (!claims) throw new Error('There is no id_token.')
  if (!config.serverMetadata().userinfo_endpoint) return claims
  // What of somebody stands in the id_token and what is asked for afterwards, each provider decides for itself.
  const more = await oidc.fetchUserInfo(config, tokens.access_token, claims.sub)
  return { ...more, ...claims }
}
