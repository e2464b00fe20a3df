import { sql } from '../../../platform/db/sql.ts'
import { newId } from '../../../platform/ids.ts'
import { DeclareKind, KindReply } from '../contract.ts'
import { mostKinds, tooManyKinds, type UnitKind } from '../kind.ts'
import { findRoot, kindsOf, toKindReply } from '../kind-row.ts'
import { refuseStrangeParents } from '../kind-rules.ts'
import { command } from '../room.ts'

export const declareKind = command({
  name: 'units.declareKind',
  summary: 'Name a kind of units that the association has',
  permission: 'units.nameKinds',
  input: DeclareKind,
  output: KindReply,
  http: { method: 'post', path: '/unit-kinds', status: 201 },
  severity: 'notable',
  target: ({ tx, actor }) => findRoot(tx.sql, actor.tenantId, { locked: true }),
  async run({ tx, actor, now, record }, declared) {
    const tenantId = actor.tenantId as string
    const kinds = await kindsOf(tx.sql, tenantId, { withArchived: true })
    if (kinds.length >= mostKinds) throw tooManyKinds({ values: { most: mostKinds } })
    refuseStrangeParents(declared, kinds)
    const kind: UnitKind = { ...declared, id: newId(now.getTime()), tenantId, version: 1, archivedAt: null }
    await tx.sql(sql`
      INSERT INTO unit_kinds (id, tenant_id, key, label, icon, parents, joining, position, created_at, updated_at)
      VALUES (${kind.id}::uuid, ${tenantId}::uuid, ${kind.key}, ${JSON.stringify(kind.label)}::jsonb, ${kind.icon},
        ${kind.parents}::text[], ${kind.joining}, ${kind.position}, ${now}, ${now})`)
    const reply = toKindReply(kind)
    record({ type: 'unitKind', id: kind.id }, null, reply)
    return reply
  },
})
