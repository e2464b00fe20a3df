import { z } from 'zod'
import { personOf } from '../../../platform/policy/actor.ts'
import { FillMyFields } from '../contract.ts'
import { isEdited } from '../field.ts'
import { fieldsOf } from '../field-row.ts'
import { command } from '../room.ts'
import { findSubject, writeValues } from '../value-row.ts'

/** What persons fill in themselves: what is not sent stays, and an empty value empties. */
export const fillMyFields = command({
  name: 'fields.fillMyFields',
  summary: 'Fill in your own fields',
  permission: 'member',
  input: FillMyFields,
  output: z.strictObject({ filled: z.int() }),
  http: { method: 'put', path: '/me/fields' },
  target: ({ tx, actor, now }) => findSubject(tx.sql, personOf(actor), actor, now),
  async run(context, { values }, subject) {
    const fields = (await fieldsOf(context.tx.sql, subject.tenantId)).filter((field) =>
      isEdited(field, 'self'),
    )
    const written = await writeValues(context, subject, fields, values)
    return { filled: Object.values(written).filter((value) => value !== null).length }
  },
})
