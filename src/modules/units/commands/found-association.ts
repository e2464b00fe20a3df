import { sql } from '../../../platform/db/sql.ts'
import { newId } from '../../../platform/ids.ts'
import { FoundAssociation, UnitReply } from '../contract.ts'
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
  async run({ tx, now, record }, { name, hosts }) {
    const id = newId(now.getTime())
    await tx.sql(sql`
      INSERT INTO units (id, tenant_id, parent_id, path, kind, name, created_at, updated_at)
      VALUES (${id}::uuid, ${id}::uuid, NULL, ${pathLabel(id)}::ltree, 'association', ${name}, ${now}, ${now})`)
    if (hosts.length > 0)
      await tx.tenantHost.createMany({
        data: hosts.map((host) => ({ host, tenantId: id, createdAt: now })),
      })
    record({ type: 'unit', id }, null, { name, hosts })
    return { id, parentId: null, kind: 'association' as const, name, status: 'open' as const, version: 1 }
  },
})
