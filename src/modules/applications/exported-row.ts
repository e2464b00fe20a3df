import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import type { Placed } from '../../platform/declare/operation.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import { projectsToExport } from './policy.ts'

export interface ExportedProject extends Placed {
  projectId: string
  tenantId: string
  slug: string
  title: string
}

/** A project of which whoever asks may have all applications. */
export async function findExported(
  run: RunSql,
  { actor, now }: { actor: Actor; now: Date },
  projectId: string,
): Promise<ExportedProject | null> {
  const [project] = await run<ExportedProject>(sql`
    SELECT j.project_id AS "projectId", j.tenant_id AS "tenantId", u.path::text AS "unitPath", j.slug, j.title
    FROM project_places j JOIN unit_places u ON u.tenant_id = j.tenant_id AND u.unit_id = j.unit_id
    WHERE j.project_id = ${projectId}::uuid AND ${projectsToExport(actor, now)}`)
  return project ?? null
}
