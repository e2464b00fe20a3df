import { newBearerToken } from '../../../platform/crypto/bearer-token.ts'
import { sql } from '../../../platform/db/sql.ts'
import { invalid } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { accountOf, personOf } from '../../../platform/policy/actor.ts'
import { countsAt } from '../../access/index.ts'
import { hashToken } from '../../identity/index.ts'
import { holdsAround, mostTokens, tooManyTokens } from '../api-token.ts'
import { CreateToken, MadeToken } from '../contract.ts'
import { tokenChanged } from '../facts.ts'
import { placesForTokens } from '../policy.ts'
import { command } from '../room.ts'

export const createToken = command({
  name: 'tokens.createToken',
  stepUp: true,
  summary: 'Make an API token; the answer is the only one that shows it',
  permission: 'member',
  input: CreateToken,
  output: MadeToken,
  http: { method: 'post', path: '/account/tokens', status: 201 },
  severity: 'critical',
  limits: [{ by: 'account', count: 30, seconds: 3600 }],
  secretReply: true,
  async target({ tx, actor, now }, { unitId }) {
    const [place] = await tx.sql<{ path: string }>(sql`
      SELECT u.path::text AS path FROM unit_places u
      WHERE u.unit_id = ${unitId}::uuid AND u.status = 'open' AND ${placesForTokens(actor, now)}`)
    return place ?? null
  },
  async run({ tx, actor, now, roles, record, emit }, { name, unitId, scopes, days }, { path }) {
    const issues = scopes.flatMap((scope, index) =>
      holdsAround(actor, scope, path, now) && countsAt(roles, scope, path)
        ? []
        : [{ pointer: `/scopes/${index}`, code: 'tokens.error.notHeld', message: '', values: { scope } }],
    )
    if (issues.length > 0) throw invalid(issues)
    const personId = personOf(actor)
    // One after the other, so that the number stays right.
    await tx.sql(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`tokens ${personId}`}, 0))`)
    const [{ count = 0 } = {}] = await tx.sql<{ count: number }>(sql`
      SELECT count(*)::int AS count FROM api_tokens
      WHERE tenant_id = ${actor.tenantId}::uuid AND person_id = ${personId}::uuid AND ended_at IS NULL AND expires_at > ${now}`)
    if (count >= mostTokens) throw tooManyTokens({ values: { most: mostTokens } })
    const id = newId(now.getTime())
    const token = newBearerToken('api')
    const expiresAt = new Date(now.getTime() + days * 86_400_000)
    await tx.sql(sql`
      INSERT INTO api_tokens (id, tenant_id, person_id, unit_id, name, token_hash, scopes, created_at, expires_at)
      VALUES (${id}::uuid, ${actor.tenantId}::uuid, ${personId}::uuid, ${unitId}::uuid, ${name}, ${hashToken(token)}, ${scopes}, ${now}, ${expiresAt})`)
    record({ type: 'apiToken', id }, null, { personId, name, unitId, scopes, expiresAt })
    emit(tokenChanged, { tokenId: id, accountId: accountOf(actor), change: 'made', at: now.getTime() })
    return { id, name, token, expiresAt }
  },
})
