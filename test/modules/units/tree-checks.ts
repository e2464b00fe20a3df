import { expect } from '@jest/globals'
import { sql } from '../../../src/platform/db/sql.ts'
import type { Portal } from '../../support/portal.ts'

interface Placed {
  id: string
  parentId: string | null
  path: string
}

/** Whatever was done: each path is the chain of its parents, up to the root, and each number is what there is to count. */
export async function expectWholeTree(portal: Portal, tenantId: string): Promise<void> {
  const units = await portal.app.database.sql<Placed>(sql`
    SELECT id, parent_id AS "parentId", path::text FROM units WHERE tenant_id = ${tenantId}::uuid`)
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  for (const unit of units) {
    const chain: string[] = []
    for (
      let at: Placed | undefined = unit;
      at;
      at = at.parentId === null ? undefined : byId.get(at.parentId)
    ) {
      expect(chain.length).toBeLessThan(units.length)
      chain.unshift(at.id.replaceAll('-', ''))
    }
    expect(unit.path).toBe(chain.join('.'))
    expect(chain[0]).toBe(tenantId.replaceAll('-', ''))
  }
  const wrong = await portal.app.database.sql(sql`
    SELECT * FROM (
      SELECT u.name, n.members, n.people,
        (SELECT count(*)::int FROM memberships m WHERE m.unit_id = u.id AND m.ended_at IS NULL) AS "membersThere",
        (SELECT count(DISTINCT m.person_id)::int FROM memberships m JOIN units b ON b.id = m.unit_id
         WHERE m.ended_at IS NULL AND b.path <@ u.path) AS "peopleThere"
      FROM units u JOIN unit_counts n ON n.unit_id = u.id WHERE u.tenant_id = ${tenantId}::uuid) compared
    WHERE members <> "membersThere" OR people <> "peopleThere"`)
  expect(wrong).toEqual([])
}
