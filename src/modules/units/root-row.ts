import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'

/** An association, locked: what it names (positions, categories of projects) changes one after the other. */
export async function lockRoot(
  run: RunSql,
  tenantId: string | null,
): Promise<{ tenantId: string; unitPath: string } | null> {
  const [root] = await run<{ tenantId: string; unitPath: string }>(sql`
    SELECT r.tenant_id AS "tenantId", r.path::text AS "unitPath" FROM unit_places r WHERE r.unit_id = ${tenantId}::uuid FOR NO KEY UPDATE OF r`)
  return root ?? null
}
