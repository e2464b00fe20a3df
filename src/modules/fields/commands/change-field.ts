import { sql } from '../../../platform/db/sql.ts'
import { invalid } from '../../../platform/errors.ts'
import { ChangeField, FieldReply } from '../contract.ts'
import { fieldArchived } from '../field.ts'
import { lockField, toReply } from '../field-row.ts'
import { command } from '../room.ts'

/** Options that were there stay, archived: people may have chosen them. */
export const changeField = command({
  name: 'fields.changeField',
  summary: 'Change the words, options, order or audience of a field',
  permission: 'fields.manage',
  input: ChangeField,
  output: FieldReply,
  http: { method: 'patch', path: '/fields/:fieldId' },
  severity: 'notable',
  target: ({ tx, actor }, { fieldId }) => lockField(tx.sql, fieldId, actor.tenantId),
  rule: (_actor, field) => (field.archivedAt === null ? null : fieldArchived()),
  async run({ tx, now, record }, { fieldId, ...said }, { unitPath: _path, ...field }) {
    const changes = { ...field, ...said }
    const { help, seenBy, editedBy, options } = changes
    if (field.isSealed && seenBy === 'members')
      throw invalid([{ pointer: '/seenBy', code: 'fields.error.sealedSeen', message: '' }])
    if (editedBy === 'person' && seenBy === 'staff')
      throw invalid([{ pointer: '/editedBy', code: 'fields.error.unseenEdited', message: '' }])
    const hasOptions = field.type === 'choice' || field.type === 'choices'
    if (hasOptions && options.every(({ isArchived }) => isArchived))
      throw invalid([{ pointer: '/options', code: 'fields.error.noOptions', message: '' }])
    if (!hasOptions && options.length > 0)
      throw invalid([{ pointer: '/options', code: 'fields.error.optionsOnly', message: '' }])
    const left = field.options.filter(({ value }) => !options.some((option) => option.value === value))
    const changed = {
      ...changes,
      options: [...options, ...left.map((option) => ({ ...option, isArchived: true }))],
      version: field.version + 1,
    }
    await tx.sql(sql`
      UPDATE field_definitions SET label = ${JSON.stringify(changed.label)}::jsonb, help = ${help && JSON.stringify(help)}::jsonb,
        options = ${JSON.stringify({ v: 1, items: changed.options })}::jsonb, is_required = ${changed.isRequired},
        seen_by = ${changed.seenBy}, edited_by = ${changed.editedBy}, position = ${changed.position},
        version = ${changed.version}, updated_at = ${now}
      WHERE id = ${fieldId}::uuid`)
    record({ type: 'fieldDefinition', id: fieldId }, toReply(field), toReply(changed))
    return toReply(changed)
  },
})
