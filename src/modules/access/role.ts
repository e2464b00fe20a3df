import { defineError, invalid } from '../../platform/errors.ts'
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
/** Beside the field: they may give it, and not for as long. */
export const tooLong = () => invalid([{ pointer: '/endsAt', code: 'access.error.tooLong', message: '' }])
export const alreadyGranted = defineError('access.alreadyGranted', 409)
export const unknownPerson = defineError('access.unknownPerson', 409)
export const lastAdministrator = defineError('access.lastAdministrator', 409)

export function isOnlyAtRoot(role: BuiltInRole): boolean {
  return roles.some(({ key, scope }) => key === role && scope === 'root')
}

/**
 * Nobody gives away or takes what they do not hold: every permission of the role, at that place or above. With `until`
 * (null: without an end) they must hold each of them for as long themselves. It looks at permissions rather than at the
 * name of a role: a token of an administrator holds only what it was cut down to.
 */
export function mayHandOut(
  actor: Actor,
  permissions: ReadonlySet<string>,
  unitPath: string,
  now: Date,
  until?: Date | null,
): boolean {
  if (actor.kind === 'system') return true
  if (actor.kind !== 'account') return false
  const time = now.getTime()
  const held = actor.authorities.filter(
    (authority) =>
      isWithin(unitPath, authority.path) &&
      authority.from <= time &&
      (authority.until === null ||
        (until === undefined
          ? authority.until > time
          : until !== null && authority.until >= until.getTime())),
  )
  return [...permissions].every((name) => held.some((authority) => authority.permissions.has(name)))
}
