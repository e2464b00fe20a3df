import { sql } from '../../../platform/db/sql.ts'
import { invalid } from '../../../platform/errors.ts'
import { ChangeKind, KindReply } from '../contract.ts'
import { isKindOfRoot, kindArchived } from '../kind.ts'
import { kindsOf, lockKind, toKindReply } from '../kind-row.ts'
import { refuseStrangeParents } from '../kind-rules.ts'
import { command } from '../room.ts'

/** Units that stand where their kind may no longer stand stay there, until somebody moves them. */
export const changeKind = command({
  name: 'units.changeKind',
  summary: 'Change the words, the place or the way in of a kind of units',
  permission: 'units.nameKinds',
  input: ChangeKind,
  output: KindReply,
  http: { method: 'put', path: '/unit-kinds/:kindId' },
  severity: 'notable',
  target: ({ tx, actor }, { kindId }) => lockKind(tx.sql, kindId, actor.tenantId),
  rule: (_actor, kind) => (kind.archivedAt === null ? null : kindArchived()),
  async run({ tx, now, record }, { kindId, ...changes }, { unitPath: _path, ...kind }) {
    if (isKindOfRoot(kind)) {
      if (changes.parents.length > 0)
        throw invalid([{ pointer: '/parents', code: 'units.error.kindOfRoot', message: '' }])
    } else
      refuseStrangeParents(
        { ...changes, key: kind.key },
        await kindsOf(tx.sql, kind.tenantId, { withArchived: true }),
      )
    const changed = { ...kind, ...changes, version: kind.version + 1 }
    await tx.sql(sql`
      UPDATE unit_kinds SET label = ${JSON.stringify(changed.label)}::jsonb, icon = ${changed.icon}, parents = ${changed.parents}::text[],
        joining = ${changed.joining}, position = ${changed.position}, version = ${changed.version}, updated_at = ${now}
      WHERE id = ${kindId}::uuid`)
    record({ type: 'unitKind', id: kindId }, toKindReply(kind), toKindReply(changed))
    return toKindReply(changed)
  },
})
