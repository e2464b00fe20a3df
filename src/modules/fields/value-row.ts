import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import type { CommandContext } from '../../platform/declare/operation.ts'
import { invalid } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { type Actor, pathsWith, personBehind } from '../../platform/policy/actor.ts'
import type { Services } from '../../platform/services.ts'
import { inDirectory, isInGoodStanding, isShownTo } from '../people/index.ts'
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

/** A person of the actor's own association, whom they look after or who shows themselves to them. Strangers see none. */
export async function findSubject(
  run: RunSql,
  personId: string,
  actor: Actor,
  now: Date,
): Promise<SubjectRow | null> {
  const own = personBehind(actor)
  const [row] = await run<
    Omit<SubjectRow, 'unitPath' | 'sight'> & { inCharge: string | null; isShown: boolean; root: string }
  >(sql`
    SELECT p.person_id AS "personId", p.tenant_id AS "tenantId", p.display_name AS "personName",
      ${placeInCharge(actor, now)} AS "inCharge", replace(p.tenant_id::text, '-', '') AS root,
      ${isShownTo(sql`p.shown_to`, actor, now, inDirectory)} AND ${isInGoodStanding(now, inDirectory)} AS "isShown"
    FROM directory_people p WHERE p.person_id = ${personId}::uuid AND p.tenant_id = ${actor.tenantId}::uuid`)
  if (!row) return null
  const { inCharge, isShown, root, ...subject } = row
  const sight = inCharge !== null || actor.kind === 'system' ? 'staff' : own === personId ? 'self' : 'member'
  if (sight === 'member' && !isShown) return null
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

/** What stands in some fields of some people, by the keys of the fields. */
export async function valuesOfMany(
  run: RunSql,
  services: Services,
  fields: readonly Field[],
  { tenantId, personIds }: { tenantId: string; personIds: readonly string[] },
): Promise<Map<string, FieldValues>> {
  const rows = await run<ValueRow & { personId: string }>(sql`
    SELECT person_id AS "personId", field_id AS "fieldId", text_value AS text, number_value::text AS number, date_value AS date,
      boolean_value AS boolean, list_value AS list, sealed_value AS sealed
    FROM field_values WHERE tenant_id = ${tenantId}::uuid AND person_id = ANY(${personIds}::uuid[])`)
  const byPlace = new Map(rows.map((row) => [`${row.personId} ${row.fieldId}`, row]))
  return new Map(
    personIds.map((personId) => [
      personId,
      Object.fromEntries(
        fields.map((field) => [
          field.key,
          storedValue(field, byPlace.get(`${personId} ${field.id}`), services),
        ]),
      ),
    ]),
  )
}

/** What stands in some fields of a person, by their keys. */
export async function valuesOf(
  run: RunSql,
  services: Services,
  fields: readonly Field[],
  { tenantId, personId }: Pick<SubjectRow, 'tenantId' | 'personId'>,
): Promise<FieldValues> {
  const values = await valuesOfMany(run, services, fields, { tenantId, personIds: [personId] })
  return values.get(personId) ?? {}
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
  { tenantId, personId }: Pick<SubjectRow, 'tenantId' | 'personId'>,
  fields: readonly Field[],
  sent: Record<string, unknown>,
): Promise<FieldValues> {
  const [written] = await writeValuesOfMany(context, tenantId, fields, [{ personId, sent }])
  return written?.values ?? {}
}

/** The same for many people, in as many statements as for one. Answers with what stood in the fields that changed, too. */
export async function writeValuesOfMany(
  { tx, now, services, record }: CommandContext<'fieldValue', unknown>,
  tenantId: string,
  fields: readonly Field[],
  people: ReadonlyArray<{ personId: string; sent: Record<string, unknown> }>,
): Promise<Array<{ personId: string; values: FieldValues; before: FieldValues }>> {
  const personIds = people.map(({ personId }) => personId)
  // One writer at a time for a person: what was there before must be what is compared and recorded.
  await tx.sql(sql`
    SELECT pg_advisory_xact_lock(hashtextextended('fields ' || o.id, 0)) FROM (SELECT id FROM unnest(${personIds}::text[]) AS p(id) ORDER BY id) o`)
  const kept = await valuesOfMany(tx.sql, services, fields, { tenantId, personIds })
  const checked = people.map(({ personId, sent }) => {
    const before = kept.get(personId) ?? {}
    const { values, issues } = checkValues(fields, sent, before)
    const changed = fields.filter(({ key }) => !isSame(before[key] ?? null, values[key] ?? null))
    return { personId, before, values, issues, changed }
  })
  const issues = checked.flatMap((each) => each.issues)
  if (issues.length > 0) throw invalid(issues)
  const written = checked.flatMap(({ personId, values, changed }) =>
    changed.map((field) => ({ personId, field, value: values[field.key] ?? null })),
  )
  const emptied = written.filter(({ value }) => value === null)
  if (emptied.length > 0)
    await tx.sql(sql`
      DELETE FROM field_values v USING unnest(${emptied.map(({ personId }) => personId)}::uuid[], ${emptied.map(({ field }) => field.id)}::uuid[]) AS e(person_id, field_id)
      WHERE v.tenant_id = ${tenantId}::uuid AND v.person_id = e.person_id AND v.field_id = e.field_id`)
  const rows = written.flatMap(({ personId, field, value }) =>
    value === null ? [] : [{ field, ...rowOf(services, now, personId, field, value) }],
  )
  if (rows.length > 0) {
    await refuseTaken(tx.sql, rows)
    await tx.sql(sql`
      INSERT INTO field_values (id, tenant_id, field_id, person_id, text_value, number_value, date_value, boolean_value,
        list_value, sealed_value, unique_hash, updated_at)
      SELECT n.id, ${tenantId}::uuid, n."fieldId", n."personId", n.text, n.number, n.date, n.boolean, coalesce(n.list, '{}'),
        decode(n.sealed, 'base64'), decode(n.hash, 'base64'), ${now}
      FROM jsonb_to_recordset(${JSON.stringify(rows.map(({ field: _field, ...row }) => row))}::jsonb) AS n(id uuid, "fieldId" uuid, "personId" uuid,
        text text, number float8, date date, boolean boolean, list text[], sealed text, hash text)
      ON CONFLICT (tenant_id, person_id, field_id) DO UPDATE SET text_value = excluded.text_value,
        number_value = excluded.number_value, date_value = excluded.date_value, boolean_value = excluded.boolean_value,
        list_value = excluded.list_value, sealed_value = excluded.sealed_value, unique_hash = excluded.unique_hash,
        updated_at = excluded.updated_at`)
  }
  for (const { personId, before, values, changed } of checked) {
    if (changed.length === 0) continue
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
  return checked.map(({ personId, values, before, changed }) => ({
    personId,
    values,
    before: Object.fromEntries(changed.map(({ key }) => [key, before[key] ?? null])),
  }))
}

interface NewValue {
  id: string
  fieldId: string
  personId: string
  sealed: string | null
  /** In base64, as the sealed value is. */
  hash: string | null
}

function rowOf(
  { crypto, keyedHash }: Services,
  now: Date,
  personId: string,
  field: Field,
  value: NonNullable<FieldValue>,
): NewValue {
  const column = field.isSealed ? 'sealed' : columnOf(field)
  const hash = field.isUnique ? keyedHash(`field ${field.id}`, comparable(value)) : null
  return {
    id: newId(now.getTime()),
    fieldId: field.id,
    personId,
    ...(column === 'sealed' ? {} : { [column]: value }),
    sealed: column === 'sealed' ? crypto.seal(sealPurpose, JSON.stringify(value)).toString('base64') : null,
    hash: hash?.toString('base64') ?? null,
  }
}

/** Said at the field. Of two at once the index stops the later one, which then learns the same. */
async function refuseTaken(run: RunSql, rows: ReadonlyArray<NewValue & { field: Field }>): Promise<void> {
  const unique = rows.filter(({ hash }) => hash !== null)
  if (unique.length === 0) return
  const [taken] = await run<{ fieldId: string }>(sql`
    SELECT v.field_id AS "fieldId" FROM unnest(${unique.map(({ fieldId }) => fieldId)}::uuid[], ${unique.map(({ hash }) => hash)}::text[],
      ${unique.map(({ personId }) => personId)}::uuid[]) AS n(field_id, hash, person_id)
    JOIN field_values v ON v.field_id = n.field_id AND v.unique_hash = decode(n.hash, 'base64') AND v.person_id <> n.person_id LIMIT 1`)
  const field = unique.find(({ fieldId }) => fieldId === taken?.fieldId)?.field
  if (field)
    throw valueTaken({
      issues: [{ pointer: `/values/${field.key}`, code: 'fields.error.valueTaken', message: '' }],
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

/** A unit where the actor fills in fields of those who belong to it and below. */
export async function findPlaceInCharge(
  run: RunSql,
  unitId: string,
  actor: Actor,
  now: Date,
): Promise<{ tenantId: string; unitPath: string } | null> {
  const inCharge =
    actor.kind === 'system' ? sql`true` : sql`u.path <@ ANY(${pathsWith(actor, 'fields.fill', now)}::ltree[])`
  const [place] = await run<{ tenantId: string; unitPath: string }>(sql`
    SELECT u.tenant_id AS "tenantId", u.path::text AS "unitPath" FROM unit_places u
    WHERE u.unit_id = ${unitId}::uuid AND u.tenant_id = ${actor.tenantId}::uuid AND ${inCharge}`)
  return place ?? null
}
