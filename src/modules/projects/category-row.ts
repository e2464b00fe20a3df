import type { RunSql } from '../../platform/db/database.ts'
import { empty, sql } from '../../platform/db/sql.ts'
import { textInSql } from '../../platform/db/translated.ts'
import type { Placed } from '../../platform/declare/operation.ts'
import { invalid } from '../../platform/errors.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import { lockRoot } from '../units/index.ts'
import type { CategoryReply } from './contract.ts'

export interface CategoryRow extends Placed, CategoryReply {
  tenantId: string
}

export async function findCategory(
  run: RunSql,
  { actor, locale }: { actor: Actor; locale(): string },
  categoryId: string,
): Promise<CategoryRow | null> {
  const root = await lockRoot(run, actor.tenantId)
  const [category] = root ? await readCategories(run, root.tenantId, locale(), { only: categoryId }) : []
  return root && category ? { ...category, ...root } : null
}

/** Each with what stands below it behind it. */
export function readCategories(
  run: RunSql,
  tenantId: string | null,
  locale: string,
  { only, isCounted = true }: { only?: string; isCounted?: boolean } = {},
): Promise<CategoryReply[]> {
  return run<CategoryReply>(sql`
    SELECT k.id, k.parent_id AS "parentId", k.name, ${textInSql(sql`k.name`, locale)} AS label, k.version, k.archived_at AS "archivedAt",
      ${isCounted ? sql`(SELECT count(*)::int FROM projects j WHERE j.tenant_id = k.tenant_id AND j.category_id = k.id)` : sql`NULL`} AS projects
    FROM project_categories k LEFT JOIN project_categories o ON o.tenant_id = k.tenant_id AND o.id = k.parent_id
    WHERE k.tenant_id = ${tenantId}::uuid ${only === undefined ? empty : sql`AND k.id = ${only}::uuid`}
    ORDER BY coalesce(o.created_at, k.created_at), coalesce(o.id, k.id), o.id IS NOT NULL, k.created_at, k.id`)
}

/** A project is sorted by what its association names, and has not put away. */
export async function requireCategory(
  run: RunSql,
  tenantId: string,
  categoryId: string | null,
): Promise<void> {
  if (categoryId === null) return
  const [known] = await run(sql`
    SELECT 1 FROM project_categories WHERE tenant_id = ${tenantId}::uuid AND id = ${categoryId}::uuid AND archived_at IS NULL`)
  if (!known) throw invalid([{ pointer: '/categoryId', code: 'notOffered', message: '' }])
}
