import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import type { Placed } from '../../platform/declare/operation.ts'
import type { Actor } from '../../platform/policy/actor.ts'

/** The association itself, as the place of what is about all of it. */
export async function findRoot(run: RunSql, actor: Actor): Promise<Placed | null> {
  const [root] = await run<Placed>(sql`
    SELECT path::text AS "unitPath" FROM unit_places WHERE tenant_id = ${actor.tenantId}::uuid AND parent_id IS NULL`)
  return root ?? null
}
