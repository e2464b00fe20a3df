import { FillFieldsInUnit, ValuesForetold } from '../contract.ts'
import { isEdited } from '../field.ts'
import { fieldsOf } from '../field-row.ts'
import { query } from '../room.ts'
import { sayValue } from '../say-value.ts'
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
          const told = (value: FieldValue) => (field.isSealed ? null : sayValue(field, value, text, locale()))
          return [
            { personId, key: field.key, isSealed: field.isSealed, before: told(then), after: told(next) },
          ]
        })
      }),
    }
  },
})
