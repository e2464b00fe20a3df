import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import type { Placed, Rule } from '../../platform/declare/operation.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import { sharedKeys } from './errors.ts'

/** The association of whoever asks, and whether the keys are those of others as well. */
export interface KeyHolder extends Placed {
  isShared: boolean
}

/** Keys are those of the whole installation, so it takes the right at a root. */
export async function findHolder(run: RunSql, { tenantId }: Actor): Promise<KeyHolder | null> {
  const roots = await run<{ id: string; unitPath: string }>(sql`
    SELECT tenant_id AS id, path::text AS "unitPath" FROM unit_places WHERE parent_id IS NULL
    ORDER BY (tenant_id = ${tenantId}::uuid) DESC NULLS LAST LIMIT 2`)
  const [own, other] = roots
  if (!own || (tenantId !== null && own.id !== tenantId)) return null
  return { unitPath: own.unitPath, isShared: other !== undefined }
}

/** What concerns the keys of several associations is not for the administrators of one. */
export const onlyForWhoRunsAll: Rule<KeyHolder> = (actor, { isShared }) =>
  isShared && actor.kind !== 'system' ? sharedKeys() : null
