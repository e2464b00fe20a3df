import type { RunSql } from '../../platform/db/database.ts'
import { type Actor, isWithin } from '../../platform/policy/actor.ts'
import type { RoleBook } from '../../platform/policy/permissions.ts'
import {
  builtInRoles,
  isBuiltIn,
  isOnlyAtRoot,
  type MadeRole,
  mayHandOut,
  noSuchRole,
  notYours,
  onlyAtRoot,
  roleRetired,
  tooLong,
} from './role.ts'
import { holdRole, rolesAt } from './role-row.ts'

export interface Handing {
  tenantId: string
  unitPath: string
  /** The key of a built-in role, or the id of one that staff made. */
  role: string
  /** Until when it is to be held; null: without an end. */
  until: Date | null
}

/**
 * Whether an actor may give a role to somebody at a place, for so long: else it says why not. The role is held as it is until
 * the commit: one that is being changed or retired is not given by what it was before.
 */
export async function requireMayGive(
  run: RunSql,
  roles: RoleBook,
  actor: Actor,
  { tenantId, unitPath, role: wished, until }: Handing,
  now: Date,
): Promise<{ role: string; made: MadeRole | null }> {
  const made = await holdRole(run, tenantId, wished)
  const role = made?.id ?? wished
  if (!isBuiltIn(role) && !(made && isWithin(unitPath, made.unitPath))) throw noSuchRole()
  if (made?.retiredAt) throw roleRetired()
  const permissions = roles.permissionsOf(role, made?.permissions)
  if (!mayHandOut(actor, permissions, unitPath, now)) throw notYours()
  // A path of one step is that of the root.
  if (isOnlyAtRoot(role) && unitPath.includes('.')) throw onlyAtRoot()
  if (!mayHandOut(actor, permissions, unitPath, now, until)) throw tooLong()
  return { role, made }
}

export interface OfferedRole {
  role: string
  /** Null where it is a built-in one. */
  made: MadeRole | null
  mayGive: boolean
}

/** The roles that exist at a place and are still given, and which of them an actor could give there now. */
export async function rolesToOffer(
  run: RunSql,
  roles: RoleBook,
  actor: Actor,
  { tenantId, unitPath }: Pick<Handing, 'tenantId' | 'unitPath'>,
  now: Date,
): Promise<OfferedRole[]> {
  const offered = (role: string, made: MadeRole | null): OfferedRole => {
    const permissions = new Set(['access.manage', ...roles.permissionsOf(role, made?.permissions)])
    return { role, made, mayGive: mayHandOut(actor, permissions, unitPath, now) }
  }
  const isRoot = !unitPath.includes('.')
  return [
    ...builtInRoles.filter((role) => isRoot || !isOnlyAtRoot(role)).map((role) => offered(role, null)),
    ...(await rolesAt(run, { tenantId, unitPath })).map((made) => offered(made.id, made)),
  ]
}

/** Whether an actor may take a role back at a place: also one that is retired meanwhile, and given no more. */
export async function requireMayTake(
  run: RunSql,
  roles: RoleBook,
  actor: Actor,
  { tenantId, unitPath, role }: Omit<Handing, 'until'>,
  now: Date,
): Promise<void> {
  const made = await holdRole(run, tenantId, role)
  if (!mayHandOut(actor, roles.permissionsOf(role, made?.permissions), unitPath, now)) throw notYours()
}
