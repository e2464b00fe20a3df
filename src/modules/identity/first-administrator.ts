import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import { hasAdministrator } from './errors.ts'

/** Links for a first administrator are made, and work, only while there is none whose account can be used. */
export async function refuseIfAdministered(run: RunSql, tenantId: string, now: Date): Promise<void> {
  const [held] = await run(sql`
    SELECT 1 FROM authorities g JOIN people p ON p.tenant_id = g.tenant_id AND p.person_id = g.person_id
    JOIN accounts a ON a.id = p.account_id AND a.status = 'active'
    WHERE g.tenant_id = ${tenantId}::uuid AND g.role = 'administrator' AND (g.ends_at IS NULL OR g.ends_at > ${now}) LIMIT 1`)
  if (held) throw hasAdministrator()
}
