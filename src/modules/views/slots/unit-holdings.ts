import { sql } from '../../../platform/db/sql.ts'
import type { UnitHolding } from '../../../platform/slots/unit-holdings.ts'

/** Views of lists that were shared with a unit are shared with the one that it goes into. */
const shared: UnitHolding = {
  name: 'views.shared',
  order: 60,
  fate: 'views.goWithUnit',
  async count(run, { id, tenantId }) {
    const [{ count = 0 } = {}] = await run<{ count: number }>(sql`
      SELECT count(*)::int AS count FROM list_views WHERE tenant_id = ${tenantId}::uuid AND shared_at = ${id}::uuid`)
    return count
  },
  async merge({ tx }, { from, into }) {
    await tx.sql(sql`
      UPDATE list_views SET shared_at = ${into.id}::uuid WHERE tenant_id = ${from.tenantId}::uuid AND shared_at = ${from.id}::uuid`)
  },
}

export const unitHoldings: readonly UnitHolding[] = [shared]
