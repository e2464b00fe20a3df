import { defineError } from '../../platform/errors.ts'
import { type Actor, isWithin } from '../../platform/policy/actor.ts'
import type { RoleDescription } from '../../platform/policy/permissions.ts'

/** The roles that every association has. Rooms say in their policy what each may do. */
export const builtInRoles = ['administrator', 'manager', 'member'] as const
export type BuiltInRole = (typeof builtInRoles)[number]

export const roles: readonly RoleDescription[] = [
  { key: 'administrator', scope: 'root' },
  { key: 'manager', scope: 'unit' },
  { key: 'member', scope: 'root' },
]

export const onlyAtRoot = defineError('access.onlyAtRoot', 409)
export const notYours = defineError('access.notYours', 403)
export const alreadyGranted = defineError('access.alreadyGranted', 409)
export const unknownPerson = defineError('access.unknownPerson', 409)
export const lastAdministrator = defineError('access.lastAdministrator', 409)

export function isOnlyAtRoot(role: BuiltInRole): boolean {
  return roles.some(({ key, scope }) => key === role && scope === 'root')
}

/** Nobody gives away what they do not hold: the role itself at that place or above, or all of them. */
export function mayHandOut(actor: Actor, role: BuiltInRole, unitPath: string, now: Date): boolean {
  if (actor.kind === 'system') return true
  if (actor.kind !== 'account') return false
  const time = now.getTime()
  return actor.authorities.some(
    (authority) =>
      (authority.role === role || authority.role === 'administrator') &&
      isWithin(unitPath, authority.path) &&
      authority.from <= time &&
      (authority.until === null || authority.until > time),
  )
}
