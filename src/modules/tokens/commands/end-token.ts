import { sql } from '../../../platform/db/sql.ts'
import { Nothing, TokenReference } from '../contract.ts'
import { tokenChanged } from '../facts.ts'
import { visibleTokens } from '../policy.ts'
import { command } from '../room.ts'

interface Target {
  unitPath: string
  personId: string
  accountId: string | null
}

export const endToken = command({
  name: 'tokens.endToken',
  summary: 'End an API token of anybody, at once',
  permission: 'tokens.manage',
  input: TokenReference,
  output: Nothing,
  http: { method: 'delete', path: '/tokens/:tokenId' },
  severity: 'critical',
  async target({ tx, actor, now }, { tokenId }) {
    const [token] = await tx.sql<Target>(sql`
      SELECT u.path::text AS "unitPath", k.person_id AS "personId", p.account_id AS "accountId" FROM api_tokens k
      JOIN unit_places u ON u.tenant_id = k.tenant_id AND u.unit_id = k.unit_id
      LEFT JOIN people p ON p.tenant_id = k.tenant_id AND p.person_id = k.person_id
      WHERE k.id = ${tokenId}::uuid AND ${visibleTokens(actor, now)} AND k.ended_at IS NULL FOR UPDATE OF k`)
    return token ?? null
  },
  async run({ tx, actor, now, record, emit }, { tokenId }, { personId, accountId }) {
    await tx.sql(sql`UPDATE api_tokens SET ended_at = ${now} WHERE id = ${tokenId}::uuid`)
    record({ type: 'apiToken', id: tokenId }, { personId, endedAt: null }, { personId, endedAt: now })
    const isOwner = actor.kind === 'account' && actor.personId === personId
    if (accountId !== null && !isOwner)
      emit(tokenChanged, { tokenId, accountId, change: 'endedByStaff', at: now.getTime() })
    return {}
  },
})
