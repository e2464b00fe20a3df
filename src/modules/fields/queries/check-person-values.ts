import { sql } from '../../../platform/db/sql.ts'
import { CheckedValues, CheckPersonValues } from '../contract.ts'
import { fieldsOf } from '../field-row.ts'
import { query } from '../room.ts'
import { checkValues, comparable } from '../value.ts'

/** For rooms that bring in values from elsewhere, before they do: what would be refused of new people's fields. */
export const checkPersonValues = query({
  name: 'fields.checkPersonValues',
  summary: 'Say what is wrong with the values of people who are yet to be made',
  permission: 'fields.fill',
  input: CheckPersonValues,
  output: CheckedValues,
  async run({ db, actor, services }, { people }) {
    const fields = await fieldsOf(db.sql, actor.tenantId)
    const checked = people.map((sent) => checkValues(fields, sent))
    const issues = checked.map((each) => each.issues.map(({ pointer, code }) => ({ pointer, code })))
    for (const { id, key } of fields.filter(({ isUnique }) => isUnique)) {
      const seen = new Set<string>()
      const told = checked.flatMap(({ values }, place) => {
        const value = values[key] ?? null
        return value === null ? [] : [{ place, hash: services.keyedHash(`field ${id}`, comparable(value)) }]
      })
      const taken = await db.sql<{ hash: Buffer }>(sql`
        SELECT unique_hash AS hash FROM field_values
        WHERE field_id = ${id}::uuid AND unique_hash = ANY(${told.map(({ hash }) => hash)}::bytea[])`)
      for (const { hash } of taken) seen.add(Buffer.from(hash).toString('hex'))
      for (const { place, hash } of told) {
        const text = hash.toString('hex')
        // Of two in one file the first one gets it.
        if (seen.has(text))
          issues[place]?.push({ pointer: `/values/${key}`, code: 'fields.error.valueTaken' })
        seen.add(text)
      }
    }
    return { issues }
  },
})
