import { sql } from '../../../platform/db/sql.ts'
import { scopesOf } from '../api-token.ts'
import { type ApiToken, Nothing, TokenChoices, TokenList } from '../contract.ts'
import { ownTokens, placesForTokens, visibleTokens } from '../policy.ts'
import { list, query } from '../room.ts'

/** Those that ran out stay a while, so that whoever looks for why a program stopped finds it. */
export const listMyTokens = query({
  name: 'tokens.listMyTokens',
  summary: 'List your API tokens',
  permission: 'member',
  input: Nothing,
  output: TokenList,
  http: { method: 'get', path: '/account/tokens' },
  run: async ({ db, actor }) => ({
    items: await db.sql<ApiToken>(sql`
      SELECT k.id, k.name, k.unit_id AS "unitId", u.name AS "unitName", k.scopes, k.created_at AS "createdAt",
        k.expires_at AS "expiresAt", k.last_used_at AS "lastUsedAt"
      FROM api_tokens k JOIN unit_places u ON u.tenant_id = k.tenant_id AND u.unit_id = k.unit_id
      WHERE ${ownTokens(actor)} AND k.ended_at IS NULL ORDER BY k.id DESC LIMIT 200`),
  }),
})

export const readTokenChoices = query({
  name: 'tokens.readTokenChoices',
  summary: 'What you can give to an API token, and where',
  permission: 'member',
  input: Nothing,
  output: TokenChoices,
  http: { method: 'get', path: '/account/tokens/choices' },
  run: async ({ db, actor, now }) => ({
    scopes: scopesOf(actor, now),
    units: await db.sql<{ unitId: string; name: string }>(sql`
      SELECT u.unit_id AS "unitId", u.name FROM unit_places u
      WHERE u.status = 'open' AND ${placesForTokens(actor, now)} ORDER BY u.path LIMIT 300`),
  }),
})

/** Of everybody, for those who look after the association. */
export const tokenList = list({
  name: 'tokens.listTokens',
  summary: 'List the API tokens of people that have not ended',
  permission: 'tokens.manage',
  path: '/tokens',
  words: { title: 'tokens.all.title', none: 'tokens.all.none', noneHelp: 'tokens.all.noneHelp' },
  icon: 'lock',
  from: (now) => sql`(
    SELECT t.*, CASE WHEN t.expires_at > ${now} THEN 'active' ELSE 'expired' END AS state
    FROM api_tokens t WHERE t.ended_at IS NULL) k
    JOIN unit_places u ON u.tenant_id = k.tenant_id AND u.unit_id = k.unit_id
    JOIN people p ON p.tenant_id = k.tenant_id AND p.person_id = k.person_id`,
  id: sql`k.id`,
  visible: visibleTokens,
  columns: {
    name: { type: 'text', label: 'tokens.name', sql: sql`k.name`, shown: 'always' },
    personId: { type: 'id', sql: sql`k.person_id`, shown: 'never' },
    person: { type: 'name', label: 'tokens.owner', sql: sql`p.display_name`, sortable: true },
    unit: { type: 'name', label: 'tokens.unit', sql: sql`u.name`, sortable: true },
    scopes: { type: 'code', label: 'tokens.scopes', sql: sql`array_to_string(k.scopes, ', ')` },
    state: {
      type: 'status',
      label: 'tokens.state',
      sql: sql`k.state`,
      options: ['active', 'expired'],
      words: 'tokens.states',
      tones: { active: 'success', expired: 'neutral' },
    },
    lastUsedAt: {
      type: 'instant',
      label: 'tokens.lastUsed',
      sql: sql`k.last_used_at`,
      nullable: true,
    },
    expiresAt: { type: 'instant', label: 'tokens.expires', sql: sql`k.expires_at`, sortable: true },
    createdAt: {
      type: 'instant',
      label: 'tokens.created',
      sql: sql`k.created_at`,
      sortable: true,
      shown: 'no',
    },
  },
  filters: {
    search: { type: 'search', label: 'tokens.search', in: [sql`k.name`, sql`p.display_name`] },
    scope: { type: 'search', label: 'tokens.scopes', in: [sql`array_to_string(k.scopes, ' ')`] },
    state: {
      type: 'choice',
      label: 'tokens.state',
      sql: sql`k.state`,
      options: ['active', 'expired'],
      words: 'tokens.states',
    },
  },
  sort: '-createdAt',
  person: 'personId',
})
