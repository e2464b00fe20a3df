import { sql } from '../../../platform/db/sql.ts'
import type { UnitHolding } from '../../../platform/slots/unit-holdings.ts'

const sources: UnitHolding = {
  name: 'sources.sources',
  order: 51,
  fate: 'sources.moveWithUnit',
  async count(run, { id, tenantId }) {
    const [row] = await run<{ count: number }>(sql`
      SELECT count(*)::int AS count FROM project_sources WHERE tenant_id = ${tenantId}::uuid AND unit_id = ${id}::uuid`)
    return row?.count ?? 0
  },
  async merge({ tx }, { from, into }) {
    await tx.sql(sql`
      UPDATE project_sources SET unit_id = ${into.id}::uuid, version = version + 1
      WHERE tenant_id = ${from.tenantId}::uuid AND unit_id = ${from.id}::uuid`)
  },
}

export const unitHoldings: readonly UnitHolding[] = [sources]
