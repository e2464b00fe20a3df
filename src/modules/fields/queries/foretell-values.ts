import { formatExactNumber } from '../../../platform/presentation/numbers.ts'
import { textIn } from '../../../platform/presentation/translated.ts'
import type { Translate } from '../../../platform/presentation/view.ts'
import { FillFieldsInUnit, ValuesForetold } from '../contract.ts'
import { type Field, isEdited } from '../field.ts'
import { fieldsOf } from '../field-row.ts'
import { query } from '../room.ts'
import { checkValues, type FieldValue, isSame } from '../value.ts'
import { findPlaceInCharge, valuesOfMany } from '../value-row.ts'

/**
 * For rooms that show a list before they bring it in: what `fillFieldsInUnit` would change, from what to what. What is wrong
 * with values they ask elsewhere. Of sealed fields it says only that they change: they are read one person at a time.
 */
export const foretellValues = query({
  name: 'fields.foretellValues',
  summary: 'Say which fields of people who belong to a unit in your charge would change',
  permission: 'fields.fill',
  input: FillFieldsInUnit,
  output: ValuesForetold,
  target: ({ db, actor, now }, { unitId }) => findPlaceInCharge(db.sql, unitId, actor, now),
  async run({ db, services, text, locale }, { people }, { tenantId }) {
    const fields = (await fieldsOf(db.sql, tenantId)).filter((field) => isEdited(field, 'staff'))
    const personIds = people.map(({ personId }) => personId)
    const kept = await valuesOfMany(db.sql, services, fields, { tenantId, personIds })
    return {
      changes: people.flatMap(({ personId, values: sent }) => {
        const before = kept.get(personId) ?? {}
        const { values } = checkValues(fields, sent, before)
        return fields.flatMap((field) => {
          const [then, next] = [before[field.key] ?? null, values[field.key] ?? null]
          if (isSame(then, next)) return []
          const told = (value: FieldValue) => (field.isSealed ? null : said(field, value, text, locale()))
          return [
            { personId, key: field.key, isSealed: field.isSealed, before: told(then), after: told(next) },
          ]
        })
      }),
    }
  },
})

/** A value as people read it. */
function said({ options }: Field, value: FieldValue, t: Translate, locale: string): string | null {
  if (value === null) return null
  if (typeof value === 'boolean') return t(value ? 'layout.list.yes' : 'layout.list.no')
  if (typeof value === 'number') return formatExactNumber(value, locale)
  const labelOf = (chosen: string) => {
    const option = options.find((each) => each.value === chosen)
    return option ? textIn(option.label, locale) : chosen
  }
  return [value].flat().map(labelOf).join(', ')
}
