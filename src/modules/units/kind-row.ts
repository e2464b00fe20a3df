import type { RunSql } from '../../platform/db/database.ts'
import { empty, type Sql, sql } from '../../platform/db/sql.ts'
import { textIn } from '../../platform/presentation/translated.ts'
import type { KindReply } from './contract.ts'
import type { UnitKind } from './kind.ts'

const kindColumns: Sql = sql`k.id, k.tenant_id AS "tenantId", k.key, k.label, k.icon, k.parents, k.joining, k.position, k.version,
  k.archived_at AS "archivedAt"`

/** The kinds of an association in their order; archived ones last, where they are asked for. */
export function kindsOf(
  run: RunSql,
  tenantId: string | null,
  { withArchived = false } = {},
): Promise<UnitKind[]> {
  return run<UnitKind>(sql`
    SELECT ${kindColumns} FROM unit_kinds k
    WHERE k.tenant_id = ${tenantId}::uuid ${withArchived ? empty : sql`AND k.archived_at IS NULL`}
    ORDER BY k.archived_at IS NOT NULL, k.position, k.key`)
}

/** A kind as it is until the commit: its rules do not change while a unit is put somewhere by them. */
export async function holdKind(run: RunSql, tenantId: string, key: string): Promise<UnitKind | null> {
  const [kind] = await run<UnitKind>(sql`
    SELECT ${kindColumns} FROM unit_kinds k WHERE k.tenant_id = ${tenantId}::uuid AND k.key = ${key} FOR SHARE`)
  return kind ?? null
}

/** A kind at the root, where it is decided about; locked against others who change it. */
export async function lockKind(
  run: RunSql,
  kindId: string,
  tenantId: string | null,
): Promise<(UnitKind & { unitPath: string }) | null> {
  const [kind] = await run<UnitKind & { unitPath: string }>(sql`
    SELECT ${kindColumns}, r.path::text AS "unitPath" FROM unit_kinds k JOIN units r ON r.id = k.tenant_id
    WHERE k.id = ${kindId}::uuid AND k.tenant_id = ${tenantId}::uuid FOR NO KEY UPDATE OF k`)
  return kind ?? null
}

/** Where kinds are decided about. Locked, kinds are added one after the other. */
export async function findRoot(
  run: RunSql,
  tenantId: string | null,
  { locked = false } = {},
): Promise<{ unitPath: string } | null> {
  const [root] = await run<{ unitPath: string }>(sql`
    SELECT r.path::text AS "unitPath" FROM units r WHERE r.id = ${tenantId}::uuid AND r.parent_id IS NULL
    ${locked ? sql`FOR NO KEY UPDATE` : empty}`)
  return root ?? null
}

export function toKindReply({ tenantId: _tenantId, label, ...kind }: UnitKind): KindReply {
  const { id, key, icon, parents, joining, position, version, archivedAt } = kind
  return {
    id,
    key,
    label: label as KindReply['label'],
    icon,
    parents,
    joining,
    position,
    version,
    archivedAt,
  }
}

/** What the kinds of an association are called, archived ones as well: for lists of units. */
export async function kindNames(
  run: RunSql,
  tenantId: string | null,
  locale: string,
): Promise<Record<string, string>> {
  const kinds = await kindsOf(run, tenantId, { withArchived: true })
  return Object.fromEntries(kinds.map(({ key, label }) => [key, textIn(label, locale)]))
}
