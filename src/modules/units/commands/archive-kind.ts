import { sql } from '../../../platform/db/sql.ts'
import { KindReference, KindReply } from '../contract.ts'
import { isKindOfRoot, kindOfRoot } from '../kind.ts'
import { lockKind, toKindReply } from '../kind-row.ts'
import { command } from '../room.ts'

/** It is offered no more. Units of this kind stay what they are. */
export const archiveKind = command({
  name: 'units.archiveKind',
  summary: 'Offer a kind of units no more; units of this kind stay',
  permission: 'units.nameKinds',
  input: KindReference,
  output: KindReply,
  http: { method: 'post', path: '/unit-kinds/:kindId/archive' },
  severity: 'notable',
  target: ({ tx, actor }, { kindId }) => lockKind(tx.sql, kindId, actor.tenantId),
  rule: (_actor, kind) => (isKindOfRoot(kind) ? kindOfRoot() : null),
  async run({ tx, now, record }, { kindId }, { unitPath: _path, ...kind }) {
    const changed = { ...kind, archivedAt: kind.archivedAt ?? now, version: kind.version + 1 }
    await tx.sql(sql`
      UPDATE unit_kinds SET archived_at = ${changed.archivedAt}, version = ${changed.version}, updated_at = ${now} WHERE id = ${kindId}::uuid`)
    record(
      { type: 'unitKind', id: kindId },
      { archivedAt: kind.archivedAt },
      { archivedAt: changed.archivedAt },
    )
    return toKindReply(changed)
  },
})
