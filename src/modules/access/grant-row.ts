import type { RunSql } from '../../platform/db/database.ts'
import { type Sql, sql } from '../../platform/db/sql.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import { visibleGrants } from './policy.ts'
import type { BuiltInRole } from './role.ts'

export interface GrantRow {
  id: string
  tenantId: string
  personId: string
  unitId: string
  unitPath: string
  role: BuiltInRole
  startsAt: Date
  endsAt: Date | null
}

export const grantColumns: Sql = sql`g.id, g.tenant_id AS "tenantId", g.person_id AS "personId", g.unit_id AS "unitId",
  p.path::text AS "unitPath", g.role, g.starts_at AS "startsAt", g.ends_at AS "endsAt"`

export async function findGrant(
  run: RunSql,
  grantId: string,
  actor: Actor,
  now: Date,
): Promise<GrantRow | null> {
  const [grant] = await run<GrantRow>(sql`
    SELECT ${grantColumns} FROM grants g JOIN unit_places p ON p.unit_id = g.unit_id
    WHERE g.id = ${grantId}::uuid AND (g.ends_at IS NULL OR g.ends_at > ${now}) AND ${visibleGrants(actor, now)}`)
  return grant ?? null
}

/**
 * Locks a grant, and with that of an administrator those of all, in one order: two who remove each other can then
 * neither both succeed nor wait for each other. Answers what is still in force after the wait.
 */
export function lockWithRivals(
  run: RunSql,
  { id, tenantId, role }: GrantRow,
  now: Date,
): Promise<Array<Pick<GrantRow, 'id' | 'endsAt'>>> {
  return run(sql`
    SELECT id, ends_at AS "endsAt" FROM grants
    WHERE tenant_id = ${tenantId}::uuid AND (id = ${id}::uuid OR (role = 'administrator' AND ${role} = 'administrator'))
      AND (ends_at IS NULL OR ends_at > ${now})
    ORDER BY id FOR UPDATE`)
}

/** A unit as the place of a grant, as far as the actor may see grants there. */
export async function findPlace(
  run: RunSql,
  unitId: string,
  actor: Actor,
  now: Date,
): Promise<GrantPlace | null> {
  const [place] = await run<GrantPlace>(sql`
    SELECT g.unit_id AS "unitId", g.tenant_id AS "tenantId", g.path::text AS "unitPath", nlevel(g.path) = 1 AS "isRoot"
    FROM unit_places g JOIN unit_places p ON p.unit_id = g.unit_id
    WHERE g.unit_id = ${unitId}::uuid AND ${visibleGrants(actor, now)}`)
  return place ?? null
}

export interface GrantPlace {
  unitId: string
  tenantId: string
  unitPath: string
  isRoot: boolean
}
