import { z } from 'zod'
import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import type { Services } from '../../platform/services.ts'
import { MergeChange } from '../../platform/slots/merge-record.ts'
import type { MergeRow } from './merge.ts'
import { mergesInCharge } from './policy.ts'

export const mergePurpose = 'what a merge of two entries has changed'

const MergePart = z.strictObject({ v: z.literal(1), changes: z.array(MergeChange) })

/** Changes of one sealed part: what has thousands of rows is neither one value nor thousands. */
const perPart = 200

export async function keepChanges(
  run: RunSql,
  { crypto }: Pick<Services, 'crypto'>,
  { mergeId, tenantId }: { mergeId: string; tenantId: string },
  changes: readonly MergeChange[],
): Promise<void> {
  const parts: Buffer[] = []
  for (let start = 0; start < changes.length; start += perPart) {
    const part: z.input<typeof MergePart> = { v: 1, changes: changes.slice(start, start + perPart) }
    parts.push(crypto.seal(mergePurpose, JSON.stringify(part)))
  }
  if (parts.length === 0) return
  await run(sql`
    INSERT INTO person_merge_parts (merge_id, place, tenant_id, sealed_changes)
    SELECT ${mergeId}::uuid, p.place, ${tenantId}::uuid, p.sealed FROM unnest(${parts}::bytea[]) WITH ORDINALITY AS p(sealed, place)`)
}

export async function keptChanges(
  run: RunSql,
  { crypto }: Pick<Services, 'crypto'>,
  mergeId: string,
): Promise<MergeChange[]> {
  const parts = await run<{ sealed: Buffer }>(sql`
    SELECT sealed_changes AS sealed FROM person_merge_parts WHERE merge_id = ${mergeId}::uuid ORDER BY place`)
  return parts.flatMap(
    ({ sealed }) => MergePart.parse(JSON.parse(crypto.openText(mergePurpose, sealed))).changes,
  )
}

/** A merge of an association that the actor has in charge. */
export async function findMerge(
  run: RunSql,
  mergeId: string,
  actor: Actor,
  now: Date,
): Promise<MergeRow | null> {
  const [merge] = await run<MergeRow>(sql`
    SELECT m.id, m.tenant_id AS "tenantId", r.path::text AS "unitPath", m.kept_id AS "keptId", m.merged_id AS "mergedId",
      m.merged_at AS "mergedAt", m.undo_until AS "undoUntil", m.undone_at AS "undoneAt",
      k.person_id IS NOT NULL AS "keptIsThere", k.account_id AS "keptAccountId",
      EXISTS (SELECT 1 FROM person_merges o WHERE o.tenant_id = m.tenant_id AND o.merged_id = m.kept_id AND o.undone_at IS NULL
        AND o.merged_at >= m.merged_at AND o.id <> m.id) AS "keptWasMerged",
      EXISTS (SELECT 1 FROM merged_people g WHERE g.tenant_id = m.tenant_id AND g.person_id = m.merged_id) AS "mergedIsAway"
    FROM person_merges m JOIN unit_places r ON r.unit_id = m.tenant_id
    LEFT JOIN people k ON k.tenant_id = m.tenant_id AND k.person_id = m.kept_id
    WHERE m.id = ${mergeId}::uuid AND ${mergesInCharge(actor, now)}`)
  return merge ?? null
}

/**
 * The same, with the entry that stayed held until the commit and the merge after it, as merging does: of two that cross the
 * second one finds what the first has left.
 */
export async function lockMerge(
  run: RunSql,
  mergeId: string,
  actor: Actor,
  now: Date,
): Promise<MergeRow | null> {
  const seen = await findMerge(run, mergeId, actor, now)
  if (!seen) return null
  await run(sql`SELECT 1 FROM people p WHERE p.person_id = ${seen.keptId}::uuid FOR UPDATE OF p`)
  await run(sql`SELECT 1 FROM person_merges m WHERE m.id = ${mergeId}::uuid FOR UPDATE`)
  return findMerge(run, mergeId, actor, now)
}
