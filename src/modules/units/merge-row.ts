import type { RunSql } from '../../platform/db/database.ts'
import { notAllowed } from '../../platform/errors.ts'
import { type Actor, authorityFor, isWithin } from '../../platform/policy/actor.ts'
import { refuseStranded } from './kind-place-row.ts'
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
  await refuseStranded(run, unit, into.kind)
}
