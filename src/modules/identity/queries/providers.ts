import * as oidc from 'openid-client'
import { z } from 'zod'
import type { RunSql } from '../../../platform/db/database.ts'
import { sql } from '../../../platform/db/sql.ts'
import { accountOf } from '../../../platform/policy/actor.ts'
import { lackingOf } from '../../../platform/slots/eligibility.ts'
import { builtInRoles, rolesOf } from '../../access/index.ts'
import { readCode } from '../../referrals/index.ts'
import {
  BeginAtProvider,
  LinkedIdentities,
  type ManagedProvider,
  Nothing,
  ProviderDetail,
  ProviderReference,
  Providers,
  RolesForGroups,
  SignInRules,
} from '../contract.ts'
import { providerAway, unknownProvider } from '../errors.ts'
import { localPath } from '../local-path.ts'
import { linkedInReach, rootOf } from '../policy.ts'
import { type Errand, flowMinutes, isLinkTicket, nonceOf, stateOf, verifierOf } from '../provider.ts'
import { discoverOnce, findProvider, returnAddress } from '../provider-client.ts'
import { query } from '../room.ts'
import { newToken } from '../token.ts'

/** Where to send a browser, and what to keep in it until it comes back. */
export const beginAtProvider = query({
  name: 'identity.beginAtProvider',
  summary: 'Begin to sign in, or to link, at a provider of the association',
  permission: 'anyone',
  input: BeginAtProvider,
  output: z.strictObject({ url: z.string(), flow: z.string(), expiresAt: z.date() }),
  async run({ db, actor, now, request, services, log }, { providerId, next, ticket, ref }) {
    const provider = await findProvider(db.sql, providerId, actor.tenantId)
    if (!provider) throw unknownProvider()
    const sessionId = (actor.kind === 'account' && actor.sessionId) || ''
    const links = ticket !== undefined
    if (links && !isLinkTicket(services, ticket, sessionId, providerId, now)) throw unknownProvider()
    const flow = newToken()
    const expiresAt = new Date(now.getTime() + flowMinutes * 60_000)
    const errand: Errand = {
      providerId,
      purpose: links ? 'link' : 'signIn',
      sessionId: links ? sessionId : '',
      next: localPath(next),
      ref: links ? '' : readCode(ref ?? '').slice(0, 40),
    }
    const config = await discoverOnce(provider, services, now).catch((error: Error) => {
      log.warn({ err: error, providerId }, 'an identity provider does not answer')
      throw providerAway({ values: { name: provider.name } })
    })
    const redirect = await returnAddress(db.sql, request, services, providerId)
    const url = oidc.buildAuthorizationUrl(config, {
      redirect_uri: redirect.href,
      scope: provider.scopes,
      state: stateOf(services, flow, errand, expiresAt.getTime()),
      nonce: nonceOf(services, flow),
      code_challenge: await oidc.calculatePKCECodeChallenge(verifierOf(services, flow)),
      code_challenge_method: 'S256',
      // Whoever links shall choose whom, not be whoever was signed in there last.
      ...(links ? { prompt: 'login' } : {}),
    })
    return { url: url.href, flow, expiresAt }
  },
})

/** For the page to sign in. */
export const listProviders = query({
  name: 'identity.listProviders',
  summary: 'List the providers that one may sign in with here',
  permission: 'anyone',
  tokens: true,
  input: Nothing,
  output: Providers,
  http: { method: 'get', path: '/sign-in/providers' },
  async run({ db, actor }) {
    const [items, [rule]] = await Promise.all([
      db.sql<{ id: string; name: string; admits: boolean }>(sql`
        SELECT id, name, admits FROM identity_providers WHERE tenant_id = ${actor.tenantId}::uuid AND removed_at IS NULL
        ORDER BY lower(name), id`),
      db.sql<{ providerOnly: boolean }>(sql`
        SELECT provider_only AS "providerOnly" FROM sign_in_rules WHERE tenant_id = ${actor.tenantId}::uuid`),
    ])
    return { items, providerOnly: items.length > 0 && (rule?.providerOnly ?? false) }
  },
})

const managedColumns = sql`p.id, p.name, p.issuer, p.client_id AS "clientId", p.scopes, p.groups_claim AS "groupsClaim",
  p.domains, p.admits, p.version,
  (SELECT count(*)::int FROM linked_identities l WHERE l.provider_id = p.id) AS "linkedCount",
  coalesce((SELECT json_agg(json_build_object('group', r."group", 'role', r.role, 'unitId', r.unit_id) ORDER BY r."group", r.id)
            FROM provider_roles r WHERE r.provider_id = p.id), '[]') AS roles`

export const readSignInRules = query({
  name: 'identity.readSignInRules',
  summary: 'Read how people may sign in to the association, and its identity providers',
  permission: 'identity.manageProviders',
  input: Nothing,
  output: SignInRules,
  http: { method: 'get', path: '/identity-providers' },
  target: async ({ actor }) => rootOf(actor),
  async run({ db, actor }) {
    const items = await db.sql<ManagedProvider>(sql`
      SELECT ${managedColumns} FROM identity_providers p
      WHERE p.tenant_id = ${actor.tenantId}::uuid AND p.removed_at IS NULL ORDER BY lower(p.name), p.id`)
    const [rule] = await db.sql<{ providerOnly: boolean }>(sql`
      SELECT provider_only AS "providerOnly" FROM sign_in_rules WHERE tenant_id = ${actor.tenantId}::uuid`)
    return { items, providerOnly: rule?.providerOnly ?? false }
  },
})

export const readProvider = query({
  name: 'identity.readProvider',
  summary: 'Read one of the identity providers of the association, without its secret',
  permission: 'identity.manageProviders',
  input: ProviderReference,
  output: ProviderDetail,
  http: { method: 'get', path: '/identity-providers/:providerId' },
  async target({ db, actor }, { providerId }) {
    const [provider] = await db.sql<ManagedProvider>(sql`
      SELECT ${managedColumns} FROM identity_providers p
      WHERE p.id = ${providerId}::uuid AND p.tenant_id = ${actor.tenantId}::uuid AND p.removed_at IS NULL`)
    const root = rootOf(actor)
    return provider && root ? { ...root, provider } : null
  },
  async run(context, { providerId }, { provider }) {
    const { db, actor, now, request, services } = context
    const without = await withoutRoleOf(db.sql, actor.tenantId as string, providerId, now)
    const lacking = await lackingOf({ ...context, tx: { sql: db.sql } }, actor.tenantId as string, without)
    return {
      ...provider,
      redirectUri: (await returnAddress(db.sql, request, services, providerId)).href,
      waiting: lacking.length,
      waits: lacking.slice(0, mostWaits),
    }
  },
})

const mostWaits = 100

/** Who was in a group when they last came, and does not hold a role that it brings. */
function withoutRoleOf(run: RunSql, tenantId: string, providerId: string, now: Date) {
  return run<Omit<ProviderDetail['waits'][number], 'missing'>>(sql`
    SELECT p.person_id AS "personId", p.display_name AS name, r.role, n.name AS "roleName", w.name AS "unitName"
    FROM linked_identities l JOIN LATERAL (
      SELECT DISTINCT o.tenant_id, o.role, o.unit_id FROM provider_roles o WHERE o.provider_id = l.provider_id AND o."group" = ANY(l.groups)) r ON true
    JOIN people p ON p.tenant_id = l.tenant_id AND p.account_id = l.account_id
    JOIN unit_places w ON w.tenant_id = r.tenant_id AND w.unit_id = r.unit_id
    LEFT JOIN role_names n ON n.tenant_id = r.tenant_id AND n.role_id::text = r.role
    WHERE l.tenant_id = ${tenantId}::uuid AND l.provider_id = ${providerId}::uuid AND l.groups <> '{}' AND NOT EXISTS (
      SELECT 1 FROM grant_standings g WHERE g.tenant_id = p.tenant_id AND g.person_id = p.person_id AND g.unit_id = r.unit_id AND g.role = r.role
        AND (g.ends_at IS NULL OR (g.starts_at <= ${now} AND g.ends_at > ${now})))
    ORDER BY p.sort_name, p.person_id, r.role`)
}

export const listMyLinkedIdentities = query({
  name: 'identity.listMyLinkedIdentities',
  summary: 'List the accounts at identity providers that are linked to yours',
  permission: 'signed-in',
  input: Nothing,
  output: LinkedIdentities,
  http: { method: 'get', path: '/account/linked' },
  run: async ({ db, actor, now }) => ({
    items: await db.sql<z.output<typeof LinkedIdentities>['items'][number]>(sql`
      SELECT l.id, p.name AS provider, t.name AS association, l.email, l.linked_at AS "linkedAt", l.last_used_at AS "lastUsedAt"
      FROM linked_identities l JOIN identity_providers p ON p.tenant_id = l.tenant_id AND p.id = l.provider_id AND p.removed_at IS NULL
      JOIN unit_places t ON t.unit_id = l.tenant_id
      WHERE l.account_id = ${accountOf(actor)}::uuid AND ${linkedInReach(actor, now)} ORDER BY l.linked_at, l.id`),
    linkable: await db.sql<{ id: string; name: string }>(sql`
      SELECT p.id, p.name FROM identity_providers p
      WHERE p.tenant_id = ${actor.tenantId}::uuid AND p.removed_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM linked_identities l WHERE l.provider_id = p.id AND l.account_id = ${accountOf(actor)}::uuid)
      ORDER BY lower(p.name), p.id`),
  }),
})

/** Which roles groups can bring somewhere: whoever maps one holds what it carries there. */
export const listRolesForGroups = query({
  name: 'identity.listRolesForGroups',
  summary: 'List the roles that groups of a provider can bring',
  permission: 'identity.manageProviders',
  input: Nothing,
  output: RolesForGroups,
  http: { method: 'get', path: '/provider-roles' },
  target: async ({ actor }) => rootOf(actor),
  async run({ db, actor }) {
    const [made, used] = await Promise.all([
      rolesOf(db.sql, actor.tenantId, { withRetired: true }),
      db.sql<{ role: string }>(
        sql`SELECT DISTINCT role FROM provider_roles WHERE tenant_id = ${actor.tenantId}::uuid`,
      ),
    ])
    return {
      items: [
        ...builtInRoles.map((role) => ({ role, name: null, unitName: null })),
        // One that was retired meanwhile shall not slip out of the form.
        ...made
          .filter(({ id, retiredAt }) => retiredAt === null || used.some(({ role }) => role === id))
          .map(({ id, name, unitName }) => ({
            role: id,
            name: name as RolesForGroups['items'][number]['name'],
            unitName,
          })),
      ],
    }
  },
})

/** Where the roles of groups can be, and where some are: a unit that closed meanwhile shall not slip out of the form. */
export const listPlacesForGroups = query({
  name: 'identity.listPlacesForGroups',
  summary: 'List the units at which groups of a provider can bring roles',
  permission: 'identity.manageProviders',
  input: Nothing,
  output: z.strictObject({ items: z.array(z.strictObject({ unitId: z.uuid(), name: z.string() })) }),
  target: async ({ actor }) => rootOf(actor),
  run: async ({ db, actor }) => ({
    items: await db.sql<{ unitId: string; name: string }>(sql`
      SELECT p.unit_id AS "unitId", p.name FROM unit_places p
      WHERE p.tenant_id = ${actor.tenantId}::uuid
        AND (p.status = 'open' OR EXISTS (SELECT 1 FROM provider_roles r WHERE r.tenant_id = p.tenant_id AND r.unit_id = p.unit_id))
      ORDER BY p.path LIMIT 1000`),
  }),
})
