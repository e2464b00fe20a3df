import { sql } from '../../../platform/db/sql.ts'
import type { UnitHolding } from '../../../platform/slots/unit-holdings.ts'

/** Where companies say that they work: in the other unit then. Where a unit closes, there is nothing to work in. */
const workplaces: UnitHolding = {
  name: 'companies.workplaces',
  order: 65,
  fate: 'companies.goWithUnit',
  async count(run, { id, tenantId }) {
    const [{ count = 0 } = {}] = await run<{ count: number }>(sql`
      SELECT count(*)::int AS count FROM company_units WHERE tenant_id = ${tenantId}::uuid AND unit_id = ${id}::uuid`)
    return count
  },
  async merge({ tx }, { from, into }) {
    await tx.sql(sql`
      INSERT INTO company_units (tenant_id, company_id, unit_id)
      SELECT tenant_id, company_id, ${into.id}::uuid FROM company_units
      WHERE tenant_id = ${from.tenantId}::uuid AND unit_id = ${from.id}::uuid ON CONFLICT DO NOTHING`)
    await tx.sql(
      sql`DELETE FROM company_units WHERE tenant_id = ${from.tenantId}::uuid AND unit_id = ${from.id}::uuid`,
    )
  },
  async close({ tx }, { id, tenantId }) {
    await tx.sql(sql`DELETE FROM company_units WHERE tenant_id = ${tenantId}::uuid AND unit_id = ${id}::uuid`)
  },
}

export const unitHoldings: readonly UnitHolding[] = [workplaces]
