import { sql } from '../../../platform/db/sql.ts'
import { Nothing, TokenReference } from '../contract.ts'
import { ownTokens } from '../policy.ts'
import { command } from '../room.ts'

export const endMyToken = command({
  name: 'tokens.endMyToken',
  summary: 'End one of your API tokens, at once',
  permission: 'member',
  input: TokenReference,
  output: Nothing,
  http: { method: 'delete', path: '/account/tokens/:tokenId' },
  severity: 'notable',
  async target({ tx, actor }, { tokenId }) {
    const [token] = await tx.sql<{ personId: string }>(sql`
      SELECT k.person_id AS "personId" FROM api_tokens k
      WHERE k.id = ${tokenId}::uuid AND ${ownTokens(actor)} AND k.ended_at IS NULL FOR UPDATE`)
    return token ?? null
  },
  async run({ tx, now, record }, { tokenId }, { personId }) {
    await tx.sql(sql`UPDATE api_tokens SET ended_at = ${now} WHERE id = ${tokenId}::uuid`)
    record({ type: 'apiToken', id: tokenId }, { personId, endedAt: null }, { personId, endedAt: now })
    return {}
  },
})
