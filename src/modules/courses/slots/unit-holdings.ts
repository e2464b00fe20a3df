import { sql } from '../../../platform/db/sql.ts'
import type { UnitHolding } from '../../../platform/slots/unit-holdings.ts'

/** Courses go along with their unit, and stay with one that closes: who finds them is asked of it as before. */
const courses: UnitHolding = {
  name: 'courses.courses',
  order: 53,
  fate: 'courses.moveWithUnit',
  async count(run, { id, tenantId }) {
    const [row] = await run<{ count: number }>(sql`
      SELECT count(*)::int AS count FROM courses WHERE tenant_id = ${tenantId}::uuid AND unit_id = ${id}::uuid`)
    return row?.count ?? 0
  },
  async merge({ tx }, { from, into }) {
    await tx.sql(sql`
      UPDATE courses SET unit_id = ${into.id}::uuid, version = version + 1
      WHERE tenant_id = ${from.tenantId}::uuid AND unit_id = ${from.id}::uuid`)
  },
}

export const unitHoldings: readonly UnitHolding[] = [courses]
