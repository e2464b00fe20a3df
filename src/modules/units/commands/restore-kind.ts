import { sql } from '../../../platform/db/sql.ts'
import { KindReference, KindReply } from '../contract.ts'
import { lockKind, toKindReply } from '../kind-row.ts'
import { command } from '../room.ts'

export const restoreKind = command({
  name: 'units.restoreKind',
  summary: 'Offer an archived kind of units again',
  permission: 'units.nameKinds',
  input: KindReference,
  output: KindReply,
  http: { method: 'post', path: '/unit-kinds/:kindId/restore' },
  severity: 'notable',
  target: ({ tx, actor }, { kindId }) => lockKind(tx.sql, kindId, actor.tenantId),
  async run({ tx, now, record }, { kindId }, { unitPath: _path, ...kind }) {
    const changed = { ...kind, archivedAt: null, version: kind.version + 1 }
    await tx.sql(sql`
      UPDATE unit_kinds SET archived_at = NULL, version = ${changed.version}, updated_at = ${now} WHERE id = ${kindId}::uuid`)
    record({ type: 'unitKind', id: kindId }, { archivedAt: kind.archivedAt }, { archivedAt: null })
    return toKindReply(changed)
  },
})
