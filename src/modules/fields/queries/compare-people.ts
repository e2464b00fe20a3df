import { ComparedPeople, ComparePeople } from '../contract.ts'
import { fieldsOf, toReply } from '../field-row.ts'
import { query } from '../room.ts'
import { sayValue } from '../say-value.ts'
import { valuesOfMany } from '../value-row.ts'

/** For rooms whose readers decide whether entries are one person. What is sealed is read one person at a time. */
export const comparePeople = query({
  name: 'fields.comparePeople',
  summary: 'Say in words what stands in the fields of some people, but in those that are sealed',
  permission: 'fields.fill',
  input: ComparePeople,
  output: ComparedPeople,
  async run({ db, actor, services, text, locale }, { personIds }) {
    const tenantId = actor.tenantId as string
    const fields = (await fieldsOf(db.sql, tenantId)).filter(({ isSealed }) => !isSealed)
    const kept = await valuesOfMany(db.sql, services, fields, { tenantId, personIds })
    return {
      people: personIds.map((personId) => ({
        personId,
        fields: fields.flatMap((field) => {
          const value = sayValue(field, kept.get(personId)?.[field.key] ?? null, text, locale())
          return value === null ? [] : [{ key: field.key, label: toReply(field).label, value }]
        }),
      })),
    }
  },
})
