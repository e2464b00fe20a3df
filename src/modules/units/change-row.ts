import type { Transaction } from '../../platform/db/database.ts'
import { type Sql, sql } from '../../platform/db/sql.ts'
import { newId } from '../../platform/ids.ts'
import { type Actor, personBehind } from '../../platform/policy/actor.ts'
import type { UnitChangeKind } from './unit.ts'

export interface UnitChange {
  unit: { id: string; tenantId: string; version: number }
  what: UnitChangeKind
  before?: object
  after?: object
}

/** Writes into a unit's history what became of it. `unit` is the unit as it is from now on. */
export async function keepChange(
  tx: Transaction<'unitChange'>,
  by: { actor: Actor; now: Date },
  change: UnitChange,
): Promise<void> {
  await tx.sql(insertChange(by, change))
}

/** The same as a piece of SQL, to be sent along with another statement. */
export function insertChange(
  { actor, now }: { actor: Actor; now: Date },
  { unit, what, before = {}, after = {} }: UnitChange,
): Sql {
  const personId = personBehind(actor)
  return sql`
    INSERT INTO unit_changes (id, tenant_id, unit_id, version, what, changes, person_id, at)
    VALUES (${newId(now.getTime())}::uuid, ${unit.tenantId}::uuid, ${unit.id}::uuid, ${unit.version}, ${what},
      ${JSON.stringify({ v: 1, before, after })}::jsonb, ${personId}::uuid, ${now})`
}
