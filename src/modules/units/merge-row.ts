import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import { notAllowed } from '../../platform/errors.ts'
import { type Actor, authorityFor, isWithin } from '../../platform/policy/actor.ts'
import { kindMisplaced } from './kind.ts'
import { intoItself, isClosed, targetClosed } from './unit.ts'
import type { UnitRow } from './views.ts'

/** Refuses a unit as the one into which another goes. `unit` with its own path. */
export async function refuseTarget(
  run: RunSql,
  unit: UnitRow,
  into: UnitRow,
  actor: Actor,
  now: Date,
): Promise<void> {
  if (actor.kind !== 'system' && !authorityFor(actor, 'units.manage', into.unitPath, now)) throw notAllowed()
  if (isWithin(into.unitPath, unit.unitPath)) throw intoItself()
  if (isClosed(into)) throw targetClosed()
  const [stranded] = await run(sql`
    SELECT 1 FROM units c JOIN unit_kinds k ON k.tenant_id = c.tenant_id AND k.key = c.kind
    WHERE c.tenant_id = ${unit.tenantId}::uuid AND c.parent_id = ${unit.id}::uuid AND c.status = 'open' AND NOT ${into.kind} = ANY(k.parents)
    LIMIT 1`)
  if (stranded) throw kindMisplaced()
}
