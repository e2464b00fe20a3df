import type { RunSql } from '../../platform/db/database.ts'
import { empty, sql } from '../../platform/db/sql.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import { type BrandChoice, plainBrand } from '../../platform/presentation/brand.ts'
import { ownAssociation } from './policy.ts'

export interface BrandRow extends BrandChoice {
  tenantId: string
  unitPath: string
  /** 0 while nothing was chosen. */
  version: number
}

/** How the actor's association looks. */
export function findBrand(run: RunSql, actor: Actor): Promise<BrandRow | null> {
  return readBrandRow(run, actor, false)
}

/** The same, held until the commit: whoever else wants to change it waits, also where there is no row yet. */
export function lockBrand(run: RunSql, actor: Actor): Promise<BrandRow | null> {
  return readBrandRow(run, actor, true)
}

async function readBrandRow(run: RunSql, actor: Actor, isLocked: boolean): Promise<BrandRow | null> {
  const [place] = await run<{ tenantId: string; unitPath: string }>(sql`
    SELECT p.tenant_id AS "tenantId", p.path::text AS "unitPath" FROM unit_places p
    WHERE ${ownAssociation(actor)} ${isLocked ? sql`FOR NO KEY UPDATE OF p` : empty}`)
  if (!place) return null
  // Read after the lock, so that nothing slips in between.
  const [brand] = await run<BrandChoice & { version: number }>(sql`
    SELECT b.colour, b.corners, b.font, b.density, b.version FROM brands b WHERE b.tenant_id = ${place.tenantId}::uuid`)
  return { ...plainBrand, version: 0, ...brand, ...place }
}
