import type { RunSql } from '../../../platform/db/database.ts'
import { sql } from '../../../platform/db/sql.ts'
import { system } from '../../../platform/policy/actor.ts'
import type { Joined } from '../../../platform/slots/personal-data.ts'
import type { HoldingUnit, UnitHolding } from '../../../platform/slots/unit-holdings.ts'
import { endTerm } from '../commands/end-term.ts'

function notOver(run: RunSql, { id, tenantId }: HoldingUnit, now: Date): Promise<Array<{ id: string }>> {
  return run(sql`
    SELECT id FROM terms WHERE tenant_id = ${tenantId}::uuid AND unit_id = ${id}::uuid
      AND (ends_at IS NULL OR ends_at > greatest(starts_at, ${now})) ORDER BY id`)
}

async function endAll({ tx, now, call }: Joined, unit: HoldingUnit, why: string): Promise<void> {
  for (const { id: termId } of await notOver(tx.sql, unit, now))
    await call(endTerm, { termId }, { as: system(why, unit.tenantId) })
}

/**
 * A position is held in one unit. Where that goes into another, or closes, the term ends: the other unit has holders of its
 * own, and may be a much larger place. A unit that only moves takes its holders along. It comes before the roles of the room
 * access, since what a position carries ends with the term.
 */
const terms: UnitHolding = {
  name: 'positions.terms',
  order: 25,
  fate: 'positions.endWithUnit',
  count: async (run, unit, _into, now) => (await notOver(run, unit, now)).length,
  merge: (context, { from }) => endAll(context, from, 'the unit goes into another'),
  close: (context, unit) => endAll(context, unit, 'the unit closes'),
}

export const unitHoldings: readonly UnitHolding[] = [terms]
