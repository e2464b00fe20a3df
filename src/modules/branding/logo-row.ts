import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import { findBrand, lockBrand } from './brand-row.ts'
import type { LogoRow } from './views.ts'

/** The place of a logo, and the one that is there. */
export interface LogoTarget {
  tenantId: string
  unitPath: string
  logo: LogoRow | null
  /** 0 while there is none. */
  version: number
}

export async function findLogo(run: RunSql, actor: Actor): Promise<LogoTarget | null> {
  return withLogo(run, await findBrand(run, actor))
}

/** The same, held until the commit, as its colours are: whoever else wants to change it waits. */
export async function lockLogo(run: RunSql, actor: Actor): Promise<LogoTarget | null> {
  return withLogo(run, await lockBrand(run, actor))
}

async function withLogo(
  run: RunSql,
  place: { tenantId: string; unitPath: string } | null,
): Promise<LogoTarget | null> {
  if (!place) return null
  const { tenantId, unitPath } = place
  const logo = await logoOf(run, tenantId)
  return { tenantId, unitPath, logo, version: logo?.version ?? 0 }
}

export async function logoOf(run: RunSql, tenantId: string): Promise<LogoRow | null> {
  const [logo] = await run<LogoRow>(sql`
    SELECT l.file_id AS "fileId", l.alt, l.name, l.width, l.height, l.seen_on_light AS "seenOnLight",
      l.seen_on_dark AS "seenOnDark", l.version
    FROM brand_logos l WHERE l.tenant_id = ${tenantId}::uuid`)
  return logo ?? null
}
