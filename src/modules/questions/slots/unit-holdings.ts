import { sql } from '../../../platform/db/sql.ts'
import type { UnitHolding } from '../../../platform/slots/unit-holdings.ts'

/** Banks go along with their unit, and stay with one that closes: whoever looks after it from above still does. */
const banks: UnitHolding = {
  name: 'questions.banks',
  order: 52,
  fate: 'questions.moveWithUnit',
  async count(run, { id, tenantId }) {
    const [row] = await run<{ count: number }>(sql`
      SELECT count(*)::int AS count FROM question_banks WHERE tenant_id = ${tenantId}::uuid AND unit_id = ${id}::uuid`)
    return row?.count ?? 0
  },
  async merge({ tx }, { from, into }) {
    // Two banks of one name would not be told apart: the one that comes says where it comes from.
    await tx.sql(sql`
      UPDATE question_banks b SET unit_id = ${into.id}::uuid, version = version + 1,
        name = CASE WHEN b.archived_at IS NULL AND EXISTS (SELECT FROM question_banks o WHERE o.tenant_id = b.tenant_id
            AND o.unit_id = ${into.id}::uuid AND lower(o.name) = lower(b.name) AND o.archived_at IS NULL)
          THEN left(b.name, 100) || ' (' || left(b.id::text, 13) || ')' ELSE b.name END
      WHERE b.tenant_id = ${from.tenantId}::uuid AND b.unit_id = ${from.id}::uuid`)
  },
}

export const unitHoldings: readonly UnitHolding[] = [banks]
