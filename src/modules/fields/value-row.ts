import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import type { CommandContext } from '../../platform/declare/operation.ts'
import { invalid } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import type { Services } from '../../platform/services.ts'
import { type Field, type Sight, valueTaken } from './field.ts'
import { placeInCharge } from './policy.ts'
import { checkValues, comparable, type FieldValue, type FieldValues, isSame } from './value.ts'

/** What a sealed value is sealed for. */
export const sealPurpose = 'field value'

/** A person as somebody looks at their fields. `unitPath` is where the actor has charge, else the root. */
export interface SubjectRow {
  personId: string
  tenantId: string
  personName: string
  unitPath: string
  sight: Sight
}

/** A person of the actor's own association. Strangers see none. */
export async function findSubject(
  run: RunSql,
  personId: string,
  actor: Actor,
  now: Date,
): Promise<SubjectRow | null> {
  const own = actor.kind === 'account' ? actor.personId : null
  const [row] = await run<
    Omit<SubjectRow, 'unitPath' | 'sight'> & { inCharge: string | null; root: string }
  >(sql`
    SELECT p.person_id AS "personId", p.tenant_id AS "tenantId", p.display_name AS "personName",
      ${placeInCharge(actor, now)} AS "inCharge", replace(p.tenant_id::text, '-', '') AS root
    FROM people p WHERE p.person_id = ${personId}::uuid AND p.tenant_id = ${actor.tenantId}::uuid`)
  if (!row) return null
  const { inCharge, root, ...subject } = row
  const sight = inCharge !== null || actor.kind === 'system' ? 'staff' : own === personId ? 'self' : 'member'
  return { ...subject, unitPath: inCharge ?? root, sight }
}

interface ValueRow {
  fieldId: string
  text: string | null
  number: string | null
  date: string | null
  boolean: boolean | null
  list: string[]
  sealed: Buffer | null
}

/** What stands in some fields of a person, by their keys. */
export async function valuesOf(
  run: RunSql,
  services: Services,
  fields: readonly Field[],
  { tenantId, personId }: Pick<SubjectRow, 'tenantId' | 'personId'>,
): Promise<FieldValues> {
  const rows = await run<ValueRow>(sql`
    SELECT field_id AS "fieldId", text_value AS text, number_value::text AS number, date_value AS date,
      boolean_value AS boolean, list_value AS list, sealed_value AS sealed
    FROM field_values WHERE tenant_id = ${tenantId}::uuid AND person_id = ${personId}::uuid`)
  const byField = new Map(rows.map((row) => [row.fieldId, row]))
  return Object.fromEntries(
    fields.map((field) => [field.key, storedValue(field, byField.get(field.id), services)]),
  )
}

export function openValue(crypto: Services['crypto'], sealed: Uint8Array): FieldValue {
  return JSON.parse(crypto.openText(sealPurpose, sealed)) as FieldValue
}

function storedValue({ type, isSealed }: Field, row: ValueRow | undefined, { crypto }: Services): FieldValue {
  if (!row) return null
  if (isSealed) return row.sealed && openValue(crypto, row.sealed)
  switch (type) {
    case 'number':
      return row.number === null ? null : Number(row.number)
    case 'date':
      return row.date
    case 'boolean':
      return row.boolean
    case 'choices':
      return row.list.length > 0 ? row.list : null
    default:
      return row.text
  }
}

/** Checks and writes some fields of a person, all that are given; others stay. Nothing is written where one is wrong. */
export async function writeValues(
  context: CommandContext<'fieldValue', unknown>,
  subject: Pick<SubjectRow, 'tenantId' | 'personId'>,
  fields: readonly Field[],
  sent: Record<string, unknown>,
): Promise<FieldValues> {
  const { tx, now, services, record } = context
  const { tenantId, personId } = subject
  // One writer at a time for a person: what was there before must be what is compared and recorded.
  await tx.sql(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`fields ${personId}`}, 0))`)
  const before = await valuesOf(tx.sql, services, fields, subject)
  const { values, issues } = checkValues(fields, sent, before)
  if (issues.length > 0) throw invalid(issues)
  const changed = fields.filter(({ key }) => !isSame(before[key] ?? null, values[key] ?? null))
  for (const field of changed) {
    const value = values[field.key] ?? null
    if (value === null) {
      await tx.sql(sql`
        DELETE FROM field_values WHERE tenant_id = ${tenantId}::uuid AND person_id = ${personId}::uuid AND field_id = ${field.id}::uuid`)
      continue
    }
    const hash = field.isUnique ? services.keyedHash(`field ${field.id}`, comparable(value)) : null
    if (hash) await refuseTaken(tx.sql, field, personId, hash)
    const column = field.isSealed ? 'sealed' : columnOf(field)
    const only = (name: string) => (column === name ? value : null)
    await tx.sql(sql`
      INSERT INTO field_values (id, tenant_id, field_id, person_id, text_value, number_value, date_value, boolean_value,
        list_value, sealed_value, unique_hash, updated_at)
      VALUES (${newId(now.getTime())}::uuid, ${tenantId}::uuid, ${field.id}::uuid, ${personId}::uuid, ${only('text')},
        ${only('number')}::float8, ${only('date')}::date, ${only('boolean')}::boolean, ${only('list') ?? []}::text[],
        ${column === 'sealed' ? services.crypto.seal(sealPurpose, JSON.stringify(value)) : null}, ${hash}, ${now})
      ON CONFLICT (tenant_id, person_id, field_id) DO UPDATE SET text_value = excluded.text_value,
        number_value = excluded.number_value, date_value = excluded.date_value, boolean_value = excluded.boolean_value,
        list_value = excluded.list_value, sealed_value = excluded.sealed_value, unique_hash = excluded.unique_hash,
        updated_at = excluded.updated_at`)
  }
  if (changed.length > 0) {
    const open = changed.filter(({ isSealed }) => !isSealed).map(({ key }) => key)
    const part = (from: FieldValues) => Object.fromEntries(open.map((key) => [key, from[key] ?? null]))
    const sealedFields = changed.filter(({ isSealed }) => isSealed).map(({ key }) => key)
    record(
      { type: 'fieldValues', id: personId },
      { values: part(before) },
      {
        values: part(values),
        fields: changed.map(({ key }) => key),
        ...(sealedFields.length > 0 && { sealedFields }),
      },
    )
  }
  return values
}

/** Said at the field. Of two at once the index stops the later one, which then learns the same. */
async function refuseTaken(run: RunSql, { id, key }: Field, personId: string, hash: Buffer): Promise<void> {
  const [other] = await run(sql`
    SELECT 1 FROM field_values WHERE field_id = ${id}::uuid AND unique_hash = ${hash} AND person_id <> ${personId}::uuid`)
  if (other)
    throw valueTaken({
      issues: [{ pointer: `/values/${key}`, code: 'fields.error.valueTaken', message: '' }],
    })
}

function columnOf({ type }: Field): string {
  switch (type) {
    case 'number':
    case 'date':
    case 'boolean':
      return type
    case 'choices':
      return 'list'
    default:
      return 'text'
  }
}
