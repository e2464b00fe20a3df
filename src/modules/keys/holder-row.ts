import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import type { KeyHolder } from './policy.ts'

/** Keys are those of the whole installation, so it takes the right at a root. */
export async function findHolder(run: RunSql, { tenantId }: Actor): Promise<KeyHolder | null> {
  const [own, other] = await run<{ id: string; unitPath: string }>(sql`
    SELECT tenant_id AS id, path::text AS "unitPath" FROM unit_places WHERE parent_id IS NULL
    ORDER BY (tenant_id = ${tenantId}::uuid) DESC NULLS LAST LIMIT 2`)
  if (!own || (tenantId !== null && own.id !== tenantId)) return null
  return { unitPath: own.unitPath, isShared: other !== undefined }
}
