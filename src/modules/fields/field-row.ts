import type { RunSql } from '../../platform/db/database.ts'
import { empty, type Sql, sql } from '../../platform/db/sql.ts'
import type { FieldReply } from './contract.ts'
import type { Field, FieldOption } from './field.ts'

type FieldRow = Omit<Field, 'options'> & { options: { v: 1; items: FieldOption[] } | null }

const fieldColumns: Sql = sql`f.id, f.tenant_id AS "tenantId", f.fields_on AS "fieldsOn", f.key, f.type, f.label, f.help, f.options,
  f.is_required AS "isRequired", f.is_sealed AS "isSealed", f.is_unique AS "isUnique", f.seen_by AS "seenBy",
  f.edited_by AS "editedBy", f.position, f.version, f.archived_at AS "archivedAt"`

function toField({ options, ...row }: FieldRow): Field {
  return { ...row, options: options?.items ?? [] }
}

/** The fields on persons of a tenant, in their order; also archived ones where they are asked for. */
export async function fieldsOf(run: RunSql, tenantId: string | null, withArchived = false): Promise<Field[]> {
  const rows = await run<FieldRow>(sql`
    SELECT ${fieldColumns} FROM field_definitions f
    WHERE f.tenant_id = ${tenantId}::uuid AND f.fields_on = 'person' ${withArchived ? empty : sql`AND f.archived_at IS NULL`}
    ORDER BY f.archived_at IS NOT NULL, f.position, f.key LIMIT 500`)
  return rows.map(toField)
}

/** A field with its association's root as the place where permissions are checked; locked against others who change it. */
export async function lockField(
  run: RunSql,
  fieldId: string,
  tenantId: string | null,
): Promise<(Field & { unitPath: string }) | null> {
  const [row] = await run<FieldRow & { unitPath: string }>(sql`
    SELECT ${fieldColumns}, u.path::text AS "unitPath" FROM field_definitions f
    JOIN unit_places u ON u.tenant_id = f.tenant_id AND u.unit_id = f.tenant_id
    WHERE f.id = ${fieldId}::uuid AND f.tenant_id = ${tenantId}::uuid FOR NO KEY UPDATE OF f`)
  return row ? { ...toField(row), unitPath: row.unitPath } : null
}

/** The root of the association. */
export async function findRoot(run: RunSql, tenantId: string | null): Promise<{ unitPath: string } | null> {
  const [root] = await run<{ unitPath: string }>(sql`
    SELECT path::text AS "unitPath" FROM unit_places WHERE tenant_id = ${tenantId}::uuid AND unit_id = ${tenantId}::uuid`)
  return root ?? null
}

export function toReply({ tenantId: _tenantId, ...field }: Field): FieldReply {
  const { id, fieldsOn, key, type, label, help, options, isRequired, isSealed, isUnique } = field
  const { seenBy, editedBy, position, version, archivedAt } = field
  return {
    id,
    fieldsOn,
    key,
    type,
    label: label as FieldReply['label'],
    help: help as FieldReply['help'],
    options: options as FieldReply['options'],
    isRequired,
    isSealed,
    isUnique,
    seenBy,
    editedBy,
    position,
    version,
    archivedAt,
  }
}
