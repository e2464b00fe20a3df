import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import { hasAdministrator } from './errors.ts'

/** Links for a first administrator are made, and work, only while there is none. */
export async function refuseIfAdministered(run: RunSql, tenantId: string, now: Date): Promise<void> {
  const [held] = await run(sql`
    SELECT 1 FROM authorities
    WHERE tenant_id = ${tenantId}::uuid AND role = 'administrator' AND (ends_at IS NULL OR ends_at > ${now}) LIMIT 1`)
  if (held) throw hasAdministrator()
}
