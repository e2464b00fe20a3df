import { sql } from '../../../platform/db/sql.ts'
import { newId } from '../../../platform/ids.ts'
import { FoundAssociation, UnitReply } from '../contract.ts'
import { kindsToBeginWith } from '../kind.ts'
import { command } from '../room.ts'
import { pathLabel } from '../unit.ts'

/** Makes the root of a new tree: a tenant. */
export const foundAssociation = command({
  name: 'units.foundAssociation',
  summary: 'Found an association',
  permission: 'system',
  input: FoundAssociation,
  output: UnitReply,
  severity: 'critical',
  async run({ tx, now, record }, { name, hosts, unitKind }) {
    const id = newId(now.getTime())
    const kinds = kindsToBeginWith(unitKind).map((kind) => ({ ...kind, id: newId(now.getTime()) }))
    // One statement: the root is of a kind, and the kinds are of the root.
    await tx.sql(sql`
      WITH root AS (
        INSERT INTO units (id, tenant_id, parent_id, path, kind, name, created_at, updated_at)
        VALUES (${id}::uuid, ${id}::uuid, NULL, ${pathLabel(id)}::ltree, 'association', ${name}, ${now}, ${now}))
      INSERT INTO unit_kinds (id, tenant_id, key, label, icon, parents, joining, position, created_at, updated_at)
      SELECT k.id, ${id}::uuid, k.key, k.label, k.icon, k.parents, k.joining, k.position, ${now}, ${now}
      FROM jsonb_to_recordset(${JSON.stringify(kinds)}::jsonb)
        AS k(id uuid, key text, label jsonb, icon text, parents text[], joining text, position int)`)
    if (hosts.length > 0)
      await tx.tenantHost.createMany({
        data: hosts.map((host) => ({ host, tenantId: id, createdAt: now })),
      })
    record({ type: 'unit', id }, null, { name, hosts })
    return {
      id,
      parentId: null,
      kind: 'association',
      code: null,
      name,
      status: 'open' as const,
      mergedIntoId: null,
      version: 1,
    }
  },
})
