import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import { notAllowed } from '../../platform/errors.ts'
import { type Actor, authorityFor, isWithin } from '../../platform/policy/actor.ts'
import { kindMisplaced, mayStandBelow } from './kind.ts'
import { holdKind } from './kind-row.ts'
import { lockTree } from './tree-row.ts'
import { alreadyThere, belowItself, isClosed, parentClosed } from './unit.ts'
import { findUnit, lockUnit } from './unit-row.ts'
import type { UnitRow } from './views.ts'

/**
 * A unit that is to leave its place. What is decided about is the place that it leaves, so `unitPath` is that of the unit
 * above it, and `placePath` its own. The association itself leaves nothing.
 */
export type LeavingUnit = UnitRow & { placePath: string }

/** The same without a lock, to say beforehand what would happen. */
export async function findToPut(
  run: RunSql,
  unitId: string,
  actor: Actor,
  now: Date,
): Promise<LeavingUnit | null> {
  const unit = await findUnit(run, unitId, actor, now)
  return unit && leaving(unit)
}

export async function lockToPut(
  run: RunSql,
  unitId: string,
  actor: Actor,
  now: Date,
): Promise<LeavingUnit | null> {
  await lockTree(run, unitId)
  const unit = await lockUnit(run, unitId, actor, now)
  return unit && leaving(unit)
}

/** A unit as one that is to leave its place. */
export function leaving(unit: UnitRow): LeavingUnit {
  const above =
    unit.parentId === null ? unit.unitPath : unit.unitPath.slice(0, unit.unitPath.lastIndexOf('.'))
  return { ...unit, placePath: unit.unitPath, unitPath: above }
}

/** Refuses a unit as the new place of another one. */
export async function refusePlace(
  run: RunSql,
  unit: UnitRow,
  parent: UnitRow,
  actor: Actor,
  now: Date,
): Promise<void> {
  if (actor.kind !== 'system' && !authorityFor(actor, 'units.manage', parent.unitPath, now))
    throw notAllowed()
  if (isWithin(parent.unitPath, unit.unitPath)) throw belowItself()
  if (parent.id === unit.parentId) throw alreadyThere()
  if (isClosed(parent)) throw parentClosed()
  const kind = await holdKind(run, unit.tenantId, unit.kind)
  if (!kind || !mayStandBelow(kind, parent.kind)) throw kindMisplaced()
}

/** How many units and people go along. */
export async function countBelow(run: RunSql, unit: UnitRow): Promise<{ units: number; people: number }> {
  const [counts] = await run<{ units: number; people: number }>(sql`
    SELECT (SELECT count(*)::int FROM units u WHERE u.tenant_id = c.tenant_id AND u.path <@ ${unit.unitPath}::ltree) AS units, c.people
    FROM unit_counts c WHERE c.unit_id = ${unit.id}::uuid`)
  return counts ?? { units: 1, people: 0 }
}
