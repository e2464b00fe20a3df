import type { RunSql } from '../../../platform/db/database.ts'
import { sql } from '../../../platform/db/sql.ts'
import type { Actor } from '../../../platform/policy/actor.ts'
import { placesOfMembers } from '../policy.ts'

export interface ImportPlace {
  unitId: string
  tenantId: string
  name: string
  unitPath: string
}

/** An open unit whose members the actor may see: closed ones take nobody. */
export async function findPlace(
  run: RunSql,
  unitId: string,
  actor: Actor,
  now: Date,
): Promise<ImportPlace | null> {
  const visible =
    actor.kind === 'system' ? sql`u.tenant_id = ${actor.tenantId}::uuid` : placesOfMembers(actor, now)
  const [place] = await run<ImportPlace>(sql`
    SELECT u.unit_id AS "unitId", u.tenant_id AS "tenantId", u.name, u.path::text AS "unitPath" FROM unit_places u
    WHERE u.unit_id = ${unitId}::uuid AND u.status = 'open' AND ${visible}`)
  return place ?? null
}
