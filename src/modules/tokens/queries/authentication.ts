import { isBearerToken, prefixOf } from '../../../platform/crypto/bearer-token.ts'
import type { RunSql } from '../../../platform/db/database.ts'
import { sql } from '../../../platform/db/sql.ts'
import type { AccountActor, Actor } from '../../../platform/policy/actor.ts'
import type { RoleBook } from '../../../platform/policy/permissions.ts'
import type { BearerAuthentication } from '../../../platform/policy/slots.ts'
import {
  type AccountRow,
  accountColumns,
  accountJoins,
  accountStillActive,
  hashToken,
  knownFrom,
  rightsStillTrue,
} from '../../identity/index.ts'
import { narrowed } from '../api-token.ts'

interface TokenRow extends AccountRow {
  tokenId: string
  tokenPath: string
  scopes: string[]
  lastUsedAt: Date | null
  expiresAt: Date
}

const prefix = prefixOf('api')

/** Token, person and rights in one statement. */
const tokenRows = sql`
  SELECT k.id AS "tokenId", u.path::text AS "tokenPath", k.scopes, k.last_used_at AS "lastUsedAt", k.expires_at AS "expiresAt", ${accountColumns}
  FROM api_tokens k
  JOIN people o ON o.tenant_id = k.tenant_id AND o.person_id = k.person_id
  JOIN unit_places u ON u.tenant_id = k.tenant_id AND u.unit_id = k.unit_id
  ${accountJoins(sql`o.account_id`, sql`k.tenant_id`)}`

/** The rights of the owner, cut down to what the token was given. */
function actorOf(row: TokenRow, roles: RoleBook): AccountActor {
  const scopes = new Set([...row.scopes, ...roles.withImplied(row.scopes)])
  const known = knownFrom(row, roles)
  return {
    ...known,
    sessionId: null,
    token: { id: row.tokenId, prefix, scopes },
    provenUntil: null,
    authorities: narrowed(known.authorities, scopes, row.tokenPath),
  }
}

export const tokenAuthentication: BearerAuthentication = {
  prefix,

  async load(run, token, tenantId, now, roles) {
    if (!isBearerToken('api', token)) return null
    const [row] = await run<TokenRow>(sql`
      ${tokenRows} WHERE k.token_hash = ${hashToken(token)} AND k.ended_at IS NULL AND k.expires_at > ${now}
        AND p.person_id = k.person_id AND (${tenantId}::uuid IS NULL OR k.tenant_id = ${tenantId}::uuid)`)
    if (!row) return null
    return {
      tenantName: row.tenantName,
      lastSeenAt: row.lastUsedAt,
      expiresAt: row.expiresAt,
      actor: actorOf(row, roles),
    }
  },

  async loadStarter(run, { tenantId, personId, token }, now, roles) {
    const [row] = await run<TokenRow>(sql`
      ${tokenRows} WHERE k.id = ${token?.id ?? null}::uuid AND k.ended_at IS NULL AND k.expires_at > ${now}
        AND p.person_id = k.person_id AND k.person_id = ${personId}::uuid AND k.tenant_id = ${tenantId}::uuid`)
    return row ? actorOf(row, roles) : null
  },

  stillTrue(actor, now) {
    return sql`(
      EXISTS (SELECT 1 FROM api_tokens k WHERE k.id = ${actor.token?.id ?? null}::uuid AND k.ended_at IS NULL AND k.expires_at > ${now})
      AND ${accountStillActive(actor)} AND ${rightsStillTrue(actor)})`
  },

  async touch(run, tokenIds, now) {
    await run(
      sql`UPDATE api_tokens SET last_used_at = ${now} WHERE id = ANY(${tokenIds}::uuid[]) AND ended_at IS NULL`,
    )
  },
}

/**
 * Whoever made a token, with all that they may do: what it may never go beyond. Anybody else is who they are. It is for
 * rooms whose tokens are trusted with one task, and then do what would take their maker many rights.
 */
export async function makerOf(run: RunSql, actor: Actor, now: Date, roles: RoleBook): Promise<Actor> {
  if (actor.kind !== 'account' || actor.token?.prefix !== prefix) return actor
  const [row] = await run<TokenRow>(sql`
    ${tokenRows} WHERE k.id = ${actor.token.id}::uuid AND k.ended_at IS NULL AND k.expires_at > ${now} AND p.person_id = k.person_id`)
  return row
    ? { ...knownFrom(row, roles), sessionId: null, token: null, provenUntil: null }
    : { ...actor, authorities: [] }
}
