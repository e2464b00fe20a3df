import { type Sql, sql } from '../../platform/db/sql.ts'
import type { Rule } from '../../platform/declare/operation.ts'
import { type Actor, pathsWith } from '../../platform/policy/actor.ts'
import type { Permissions } from '../../platform/policy/permissions.ts'
import { isOpen, ownTransfer, type TransferRow, transferOver } from './transfer.ts'
import {
  hasUnits,
  isClosed,
  joinByRequest,
  joinClosed,
  parentClosed,
  rootMerges,
  rootMoves,
  rootStays,
  unitClosed,
  unitIdAt,
  unitMergedAlready,
  unitOpen,
} from './unit.ts'
import type { UnitRow } from './views.ts'

export const permissions = {
  'units.read': {
    may: 'see units and how they hang together',
    heldBy: ['member', 'manager', 'administrator'],
  },
  'units.join': {
    may: 'join and leave open units',
    heldBy: ['member', 'administrator'],
    implies: ['units.read'],
  },
  'units.manage': {
    may: 'create, change, move, merge, close and reopen units, and read their history',
    heldBy: ['manager', 'administrator'],
    implies: ['units.read'],
  },
  'units.nameKinds': { may: 'say which kinds of units there are', heldBy: ['administrator'] },
  'units.admit': {
    may: 'add people to units and end their membership there',
    heldBy: ['manager', 'administrator'],
    implies: ['units.read'],
  },
} as const satisfies Permissions

/** What an actor may see of the tree. `u` is the units table. */
export function visibleUnits(actor: Actor, now: Date): Sql {
  if (actor.kind === 'system')
    return actor.tenantId === null ? sql`true` : sql`u.tenant_id = ${actor.tenantId}::uuid`
  return sql`u.tenant_id = ${actor.tenantId}::uuid AND u.path <@ ANY(${pathsWith(actor, 'units.read', now)}::ltree[])`
}

/** The places whose memberships an actor may change, and therefore see one by one. `u` is the units table. */
export function placesToAdmit(actor: Actor, now: Date): Sql {
  if (actor.kind === 'system')
    return actor.tenantId === null ? sql`true` : sql`u.tenant_id = ${actor.tenantId}::uuid`
  return sql`u.tenant_id = ${actor.tenantId}::uuid AND u.path <@ ANY(${pathsWith(actor, 'units.admit', now)}::ltree[])`
}

/** The units at which an actor was given charge, not those below them: where a manager begins. */
export function unitsManagedBy(actor: Actor, now: Date): string[] {
  return [...new Set(pathsWith(actor, 'units.manage', now).map(unitIdAt))]
}

/** A closed unit stays as it is: nobody joins it and nothing is added below it. */
export const onlyWhileOpen: Rule<UnitRow> = (_actor, unit) => (isClosed(unit) ? unitClosed() : null)

/** One comes in by oneself only where the unit, or else its kind, is open for that. */
export const onlyWhereOneJoins: Rule<UnitRow> = (_actor, unit) => {
  if (isClosed(unit)) return unitClosed()
  if (unit.joining === 'open') return null
  return unit.joining === 'request' ? joinByRequest() : joinClosed()
}

/** What was closed comes back where there is an open place for it. */
export const onlyWhileClosed: Rule<UnitRow> = (_actor, unit) => {
  if (unit.mergedIntoId !== null) return unitMergedAlready()
  if (!isClosed(unit)) return unitOpen()
  return unit.parentStatus === 'closed' ? parentClosed() : null
}

/** Open units move; the association itself stands below nothing. */
export const onlyWhatMoves: Rule<UnitRow> = (_actor, unit) => {
  if (unit.parentId === null) return rootMoves()
  return isClosed(unit) ? unitClosed() : null
}

/** A closed unit may go into another one as well: people may still belong to it. Once is enough. */
export const onlyWhatMerges: Rule<UnitRow> = (_actor, unit) => {
  if (unit.parentId === null) return rootMerges()
  return unit.mergedIntoId === null ? null : unitMergedAlready()
}

/** The staff of the unit that would receive decide, once, and not about themselves. */
export const onlyOpenTransfersOfOthers: Rule<TransferRow> = (actor, { personId, state }) => {
  if (actor.kind === 'account' && actor.personId === personId) return ownTransfer()
  return isOpen(state) ? null : transferOver()
}

/** A unit closes after the units below it, and the association itself does not close this way. */
export const onlyWhenEmpty: Rule<UnitRow> = (_actor, unit) => {
  if (isClosed(unit)) return unitClosed()
  if (unit.parentId === null) return rootStays()
  return (unit.openBelow ?? 0) > 0 ? hasUnits() : null
}
