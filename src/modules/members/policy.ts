import { type Sql, sql } from '../../platform/db/sql.ts'
import type { Rule } from '../../platform/declare/operation.ts'
import { type Actor, authorityFor, pathsWith } from '../../platform/policy/actor.ts'
import type { Permissions } from '../../platform/policy/permissions.ts'
import {
  importAddedNobody,
  importUnderWay,
  importUndoing,
  importUndone,
  importUndoOver,
} from './import/errors.ts'
import type { ImportRow } from './import/undo.ts'

export const permissions = {
  'members.read': { may: 'see who belongs to units', heldBy: ['manager', 'administrator'] },
  'members.export': {
    may: 'take lists of members away as files',
    heldBy: ['manager', 'administrator'],
    implies: ['members.read'],
  },
  'members.import': { may: 'bring in people from files', heldBy: ['manager', 'administrator'] },
} as const satisfies Permissions

/** The memberships an actor may see: current ones, at the units they look after and below. `m` is unit_members, `u` unit_places. */
export function visibleMembers(actor: Actor, now: Date): Sql {
  if (actor.kind === 'system')
    return actor.tenantId === null
      ? sql`m.ended_at IS NULL`
      : sql`m.tenant_id = ${actor.tenantId}::uuid AND m.ended_at IS NULL`
  return sql`m.tenant_id = ${actor.tenantId}::uuid AND m.ended_at IS NULL AND ${placesOfMembers(actor, now)}`
}

/** The units whose members an actor may see. `u` is unit_places. */
export function placesOfMembers(actor: Actor, now: Date): Sql {
  return sql`u.tenant_id = ${actor.tenantId}::uuid AND u.path <@ ANY(${pathsWith(actor, 'members.read', now)}::ltree[])`
}

/** Whether somebody who brings in people may say more of them than their names. */
export function mayFill(actor: Actor, unitPath: string, now: Date): boolean {
  return actor.kind === 'system' || authorityFor(actor, 'fields.fill', unitPath, now) !== null
}

/** Whether somebody belongs to a unit where an actor brings in people. `personId` is an expression. */
export function inChargeOf(personId: Sql, actor: Actor, now: Date): Sql {
  if (actor.kind === 'system') return sql`true`
  return sql`EXISTS (SELECT 1 FROM unit_members k JOIN unit_places w ON w.tenant_id = k.tenant_id AND w.unit_id = k.unit_id
    WHERE k.tenant_id = ${actor.tenantId}::uuid AND k.person_id = ${personId} AND k.ended_at IS NULL
      AND w.path <@ ANY(${pathsWith(actor, 'members.import', now)}::ltree[]))`
}

/** The imports that an actor may see. `u` is the unit_places of their units. */
export function visibleImports(actor: Actor, now: Date): Sql {
  if (actor.kind === 'system') return sql`u.tenant_id = ${actor.tenantId}::uuid`
  return sql`u.tenant_id = ${actor.tenantId}::uuid AND u.path <@ ANY(${pathsWith(actor, 'members.import', now)}::ltree[])`
}

/** An import is undone once, within its time, and after it has come to its end. */
export const undoable: Rule<ImportRow> = (_actor, found, now) => {
  if (found.undoneAt) return importUndone()
  if (found.isUndoing) return importUndoing()
  if (found.isUnderWay) return importUnderWay()
  if (found.added + found.changed === 0) return importAddedNobody()
  return found.undoUntil <= now ? importUndoOver() : null
}
