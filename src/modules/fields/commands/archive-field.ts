import { sql } from '../../../platform/db/sql.ts'
import { FieldReference, FieldReply } from '../contract.ts'
import { lockField, toReply } from '../field-row.ts'
import { command } from '../room.ts'

/** It is asked and shown no more. What people filled in stays, for when it comes back. */
export const archiveField = command({
  name: 'fields.archiveField',
  summary: 'Ask and show a field no more; what was filled in stays',
  permission: 'fields.manage',
  input: FieldReference,
  output: FieldReply,
  http: { method: 'post', path: '/fields/:fieldId/archive' },
  severity: 'notable',
  target: ({ tx, actor }, { fieldId }) => lockField(tx.sql, fieldId, actor.tenantId),
  async run({ tx, now, record }, { fieldId }, { unitPath: _path, ...field }) {
    const changed = { ...field, archivedAt: field.archivedAt ?? now, version: field.version + 1 }
    await tx.sql(sql`
      UPDATE field_definitions SET archived_at = ${changed.archivedAt}, version = ${changed.version}, updated_at = ${now}
      WHERE id = ${fieldId}::uuid`)
    record(
      { type: 'fieldDefinition', id: fieldId },
      { archivedAt: field.archivedAt },
      { archivedAt: changed.archivedAt },
    )
    return toReply(changed)
  },
})
