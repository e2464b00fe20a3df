import { z } from 'zod'
import { FillPersonFields } from '../contract.ts'
import { isEdited } from '../field.ts'
import { fieldsOf } from '../field-row.ts'
import { command } from '../room.ts'
import { findSubject, writeValues } from '../value-row.ts'

/** What is not sent stays, and an empty value empties. */
export const fillPersonFields = command({
  name: 'fields.fillPersonFields',
  summary: 'Fill in the fields of somebody in your charge',
  permission: 'fields.fill',
  input: FillPersonFields,
  output: z.strictObject({ filled: z.int() }),
  http: { method: 'put', path: '/people/:personId/fields' },
  target: ({ tx, actor, now }, { personId }) => findSubject(tx.sql, personId, actor, now),
  async run(context, { values }, subject) {
    const fields = (await fieldsOf(context.tx.sql, subject.tenantId)).filter((field) =>
      isEdited(field, 'staff'),
    )
    const written = await writeValues(context, subject, fields, values)
    return { filled: Object.values(written).filter((value) => value !== null).length }
  },
})
