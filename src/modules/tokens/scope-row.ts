import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'

export interface ScopedToken {
  id: string
  name: string
  owner: string
  lastUsedAt: Date | null
  expiresAt: Date
}

/** The tokens of an association that were given a scope, those that ran out included: for rooms that show who uses theirs. */
export function tokensWithScope(run: RunSql, tenantId: string, scope: string): Promise<ScopedToken[]> {
  return run<ScopedToken>(sql`
    SELECT k.id, k.name, p.display_name AS owner, k.last_used_at AS "lastUsedAt", k.expires_at AS "expiresAt"
    FROM api_tokens k JOIN people p ON p.tenant_id = k.tenant_id AND p.person_id = k.person_id
    WHERE k.tenant_id = ${tenantId}::uuid AND k.ended_at IS NULL AND ${scope} = ANY(k.scopes) ORDER BY k.id DESC LIMIT 50`)
}
