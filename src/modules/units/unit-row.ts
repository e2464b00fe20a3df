import type { RunSql } from '../../platform/db/database.ts'
import { sql } from '../../platform/db/sql.ts'
import type { Actor } from '../../platform/policy/actor.ts'
import { visibleUnits } from './policy.ts'
import { summaryColumns, type UnitRow, type UnitSummary, unitColumns } from './views.ts'

/** A unit as far as the actor may see it. */
export async function findUnit(
  run: RunSql,
  unitId: string,
  actor: Actor,
  now: Date,
): Promise<UnitRow | null> {
  const [unit] = await run<UnitRow>(
    sql`SELECT ${unitColumns} FROM units u WHERE u.id = ${unitId}::uuid AND ${visibleUnits(actor, now)}`,
  )
  return unit ?? null
}

/** As much of it as a reply tells: this is what programs ask for most. */
export async function findUnitSummary(
  run: RunSql,
  unitId: string,
  actor: Actor,
  now: Date,
): Promise<UnitSummary | null> {
  const [unit] = await run<UnitSummary>(
    sql`SELECT ${summaryColumns} FROM units u WHERE u.id = ${unitId}::uuid AND ${visibleUnits(actor, now)}`,
  )
  return unit ?? null
}

/** A unit as far as the actor may see it, locked until the commit: whoever else wants to change it waits. */
export async function lockUnit(
  run: RunSql,
  unitId: string,
  actor: Actor,
  now: Date,
): Promise<UnitRow | null> {
  const [unit] = await run<UnitRow>(sql`
    SELECT ${unitColumns} FROM units u WHERE u.id = ${unitId}::uuid AND ${visibleUnits(actor, now)} FOR NO KEY UPDATE OF u`)
  return unit ?? null
}

/** Locked, and with the number of open units right below. Counted after the lock, so that none can slip in between. */
export async function lockUnitWithCount(
  run: RunSql,
  unitId: string,
  actor: Actor,
  now: Date,
): Promise<UnitRow | null> {
  const unit = await lockUnit(run, unitId, actor, now)
  if (!unit) return null
  const [below] = await run<{ openBelow: number }>(sql`
    SELECT count(*)::int AS "openBelow" FROM units WHERE tenant_id = ${unit.tenantId}::uuid AND parent_id = ${unit.id}::uuid AND status = 'open'`)
  return { ...unit, ...below }
}

/** The same, held as it is while others may hold it too: for what is added to it or below it. */
export async function holdUnit(
  run: RunSql,
  unitId: string,
  actor: Actor,
  now: Date,
): Promise<UnitRow | null> {
  const [unit] = await run<UnitRow>(sql`
    SELECT ${unitColumns} FROM units u WHERE u.id = ${unitId}::uuid AND ${visibleUnits(actor, now)} FOR SHARE OF u`)
  return unit ?? null
}

/** Locked, with what became of the unit above it meanwhile; that one is held, so that it does not close right now. */
export async function lockUnitBelow(
  run: RunSql,
  unitId: string,
  actor: Actor,
  now: Date,
): Promise<UnitRow | null> {
  const unit = await lockUnit(run, unitId, actor, now)
  if (!unit?.parentId) return unit
  const [parent] = await run<{ parentStatus: UnitRow['status'] }>(sql`
    SELECT status AS "parentStatus" FROM units WHERE tenant_id = ${unit.tenantId}::uuid AND id = ${unit.parentId}::uuid FOR SHARE`)
  return { ...unit, ...parent }
}
