import { sql } from '../../../platform/db/sql.ts'
import { newId } from '../../../platform/ids.ts'
import { DeclareField, FieldReply } from '../contract.ts'
import { type Field, mostFields, tooManyFields } from '../field.ts'
import { fieldsOf, findRoot, toReply } from '../field-row.ts'
import { command } from '../room.ts'

/** What it is, whether it is sealed and whether it is unique stay as they are: values that are there would not follow. */
export const declareField = command({
  name: 'fields.declareField',
  summary: 'Declare a field of the association',
  permission: 'fields.manage',
  input: DeclareField,
  output: FieldReply,
  http: { method: 'post', path: '/fields', status: 201 },
  severity: 'notable',
  target: ({ tx, actor }) => findRoot(tx.sql, actor.tenantId),
  async run({ tx, actor, now, record }, { help, ...declared }) {
    const tenantId = actor.tenantId as string
    if ((await fieldsOf(tx.sql, tenantId)).length >= mostFields)
      throw tooManyFields({ values: { most: mostFields } })
    const field: Field = {
      ...declared,
      id: newId(now.getTime()),
      tenantId,
      help,
      version: 1,
      archivedAt: null,
    }
    await tx.sql(sql`
      INSERT INTO field_definitions (id, tenant_id, fields_on, key, type, label, help, options, is_required, is_sealed,
        is_unique, seen_by, edited_by, position, created_at, updated_at)
      VALUES (${field.id}::uuid, ${tenantId}::uuid, ${field.fieldsOn}, ${field.key}, ${field.type}, ${JSON.stringify(field.label)}::jsonb,
        ${help && JSON.stringify(help)}::jsonb, ${JSON.stringify({ v: 1, items: field.options })}::jsonb, ${field.isRequired},
        ${field.isSealed}, ${field.isUnique}, ${field.seenBy}, ${field.editedBy}, ${field.position}, ${now}, ${now})`)
    const reply = toReply(field)
    record({ type: 'fieldDefinition', id: field.id }, null, reply)
    return reply
  },
})
