import type { RunSql } from '../../platform/db/database.ts'
import { empty, type Sql, sql } from '../../platform/db/sql.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import { type BrandChoice, plainBrand } from '../../platform/presentation/brand.ts'
import { ownAssociation, visibleUnits } from './policy.ts'

export interface BrandRow extends BrandChoice {
  tenantId: string
  unitId: string
  unitPath: string
  unitName: string
  /** 0 while nothing was chosen here. */
  version: number
}

/** How the actor's association looks. */
export function findBrand(run: RunSql, actor: Actor): Promise<BrandRow | null> {
  return readBrandRow(run, ownAssociation(actor), false)
}

/** The same, held until the commit: whoever else wants to change it waits, also where there is no row yet. */
export function lockBrand(run: RunSql, actor: Actor): Promise<BrandRow | null> {
  return readBrandRow(run, ownAssociation(actor), true)
}

/** What a unit has chosen itself. */
export function findUnitBrand(
  run: RunSql,
  unitId: string,
  actor: Actor,
  now: Date,
): Promise<BrandRow | null> {
  return readBrandRow(run, sql`p.unit_id = ${unitId}::uuid AND ${visibleUnits(actor, now)}`, false)
}

export function lockUnitBrand(
  run: RunSql,
  unitId: string,
  actor: Actor,
  now: Date,
): Promise<BrandRow | null> {
  return readBrandRow(run, sql`p.unit_id = ${unitId}::uuid AND ${visibleUnits(actor, now)}`, true)
}

async function readBrandRow(run: RunSql, where: Sql, isLocked: boolean): Promise<BrandRow | null> {
  const [place] = await run<{ tenantId: string; unitId: string; unitPath: string; unitName: string }>(sql`
    SELECT p.tenant_id AS "tenantId", p.unit_id AS "unitId", p.path::text AS "unitPath", p.name AS "unitName"
    FROM unit_places p WHERE ${where} ${isLocked ? sql`FOR NO KEY UPDATE OF p` : empty}`)
  if (!place) return null
  // Read after the lock, so that nothing slips in between.
  const [brand] = await run<BrandChoice & { version: number }>(sql`
    SELECT b.colour, b.corners, b.font, b.density, b.version FROM brands b WHERE b.unit_id = ${place.unitId}::uuid`)
  return { ...plainBrand, version: 0, ...brand, ...place }
}

/** What the nearest unit, at one or above it, has chosen. */
export async function nearestBrand(
  run: RunSql,
  tenantId: string,
  unitId: string,
): Promise<(BrandChoice & { unitId: string; unitName: string }) | null> {
  const [brand] = await run<BrandChoice & { unitId: string; unitName: string }>(sql`
    SELECT b.colour, b.corners, b.font, b.density, b.unit_id AS "unitId", a.name AS "unitName"
    FROM unit_places u JOIN unit_places a ON a.tenant_id = u.tenant_id AND a.path @> u.path
    JOIN brands b ON b.tenant_id = a.tenant_id AND b.unit_id = a.unit_id
    WHERE u.tenant_id = ${tenantId}::uuid AND u.unit_id = ${unitId}::uuid ORDER BY nlevel(a.path) DESC LIMIT 1`)
  return brand ?? null
}
