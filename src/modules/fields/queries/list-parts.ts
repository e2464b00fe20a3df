import type { RunSql } from '../../../platform/db/database.ts'
import { type Sql, sql } from '../../../platform/db/sql.ts'
import type { Column } from '../../../platform/lists/columns.ts'
import type { Filter } from '../../../platform/lists/filters.ts'
import type { ListParts } from '../../../platform/lists/list.ts'
import { textIn } from '../../../platform/presentation/translated.ts'
import type { Field } from '../field.ts'
import { fieldsOf } from '../field-row.ts'

/**
 * The fields of persons as columns and filters of a list whose readers are staff: all that are not sealed. What is
 * sealed is read one person at a time, on their page, and never taken away in lists or files. `personId` is the
 * expression of a row's person.
 */
export async function personFieldParts(
  run: RunSql,
  tenantId: string | null,
  locale: string,
  personId: Sql,
): Promise<ListParts> {
  const fields = (await fieldsOf(run, tenantId)).filter(({ isSealed }) => !isSealed)
  return {
    columns: Object.fromEntries(fields.map((field) => [nameOf(field), columnOf(field, locale, personId)])),
    filters: Object.fromEntries(fields.map((field) => [nameOf(field), filterOf(field, locale, personId)])),
  }
}

/** No column of ours begins so. */
function nameOf({ key }: Field): string {
  return `field_${key}`
}

function columnOf(field: Field, locale: string, personId: Sql): Column {
  const text = textIn(field.label, locale)
  const common = { text, nullable: true, shown: 'no', sortable: true } as const
  const sqlOf = valueSql(field, personId)
  switch (field.type) {
    case 'number':
      return { ...common, type: 'number', sql: sqlOf }
    case 'date':
      return { ...common, type: 'date', sql: sqlOf }
    case 'boolean':
      return { ...common, type: 'boolean', sql: sqlOf }
    case 'choice':
      return { ...common, type: 'text', sql: sqlOf, texts: optionTexts(field, locale) }
    case 'choices':
      return {
        ...common,
        sortable: false,
        type: 'text',
        sql: sql`array_to_string(${sqlOf}, ', ')`,
        texts: optionTexts(field, locale),
      }
    case 'longText':
      return { ...common, sortable: false, type: 'text', sql: sqlOf }
    default:
      return { ...common, type: 'name', sql: sqlOf }
  }
}

/** Asked of the values themselves, not of each row's: that way their indexes serve. */
function filterOf(field: Field, locale: string, personId: Sql): Filter {
  const common = {
    text: textIn(field.label, locale),
    within: (condition: Sql) =>
      sql`${personId} IN (SELECT v.person_id FROM field_values v
        WHERE v.tenant_id = ${field.tenantId}::uuid AND v.field_id = ${field.id}::uuid AND ${condition})`,
  }
  switch (field.type) {
    case 'number':
      return { ...common, type: 'numbers', sql: sql`v.number_value` }
    case 'date':
      return { ...common, type: 'dates', sql: sql`v.date_value`, of: 'date' }
    case 'boolean':
      return { ...common, type: 'flag', sql: sql`v.boolean_value` }
    case 'choice':
    case 'choices':
      return {
        ...common,
        type: 'choice',
        sql: field.type === 'choices' ? sql`v.list_value` : sql`v.text_value`,
        many: field.type === 'choices',
        options: field.options.map(({ value }) => value),
        texts: optionTexts(field, locale),
      }
    default:
      return { ...common, type: 'search', in: [sql`v.text_value`] }
  }
}

function optionTexts({ options }: Field, locale: string): Record<string, string> {
  return Object.fromEntries(options.map(({ value, label }) => [value, textIn(label, locale)]))
}

function valueSql({ id, tenantId, type }: Field, personId: Sql): Sql {
  const from = sql`FROM field_values v WHERE v.tenant_id = ${tenantId}::uuid AND v.person_id = ${personId} AND v.field_id = ${id}::uuid`
  switch (type) {
    case 'number':
      return sql`(SELECT v.number_value ${from})`
    case 'date':
      return sql`(SELECT v.date_value ${from})`
    case 'boolean':
      return sql`(SELECT v.boolean_value ${from})`
    case 'choices':
      return sql`(SELECT v.list_value ${from})`
    default:
      return sql`(SELECT v.text_value ${from})`
  }
}
