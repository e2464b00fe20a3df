import { sql } from '../../../platform/db/sql.ts'
import type { UnitHolding } from '../../../platform/slots/unit-holdings.ts'

/** Whoever was asked into a unit was not asked into a larger one: what waits is withdrawn, and staff ask anew. */
const waiting: UnitHolding = {
  name: 'invitations.waiting',
  order: 45,
  fate: 'invitations.endWithUnit',
  async count(run, { id, tenantId }) {
    const [{ count = 0 } = {}] = await run<{ count: number }>(sql`
      SELECT count(*)::int AS count FROM person_invitations
      WHERE tenant_id = ${tenantId}::uuid AND unit_id = ${id}::uuid AND state = 'open'`)
    return count
  },
  async merge({ tx, now }, { from }) {
    await tx.sql(sql`
      UPDATE person_invitations SET state = 'withdrawn', ended_at = ${now}
      WHERE tenant_id = ${from.tenantId}::uuid AND unit_id = ${from.id}::uuid AND state IN ('open', 'draft')`)
  },
}

export const unitHoldings: readonly UnitHolding[] = [waiting]
