import { type AppError, defineError, invalid } from '../../platform/errors.ts'
import { type Actor, isWithin } from '../../platform/policy/actor.ts'
import type { RoleBook, RoleDescription } from '../../platform/policy/permissions.ts'
import type { Translated } from '../../platform/presentation/translated.ts'

/** The roles that every association has. Rooms say in their policy what each may do. */
export const builtInRoles = ['administrator', 'manager', 'member'] as const
export type BuiltInRole = (typeof builtInRoles)[number]

/** Whether a grant is still to come, counts by its times, or is over. */
export const grantStates = ['current', 'coming', 'over'] as const

export const roles: readonly RoleDescription[] = [
  { key: 'administrator', scope: 'root' },
  { key: 'manager', scope: 'unit' },
  { key: 'member', scope: 'root' },
]

/** A role that staff put together, with where it exists. */
export interface MadeRole {
  id: string
  tenantId: string
  unitId: string
  unitPath: string
  unitName: string
  name: Translated
  description: Translated | null
  permissions: string[]
  needsSecondFactor: boolean
  version: number
  createdAt: Date
  updatedAt: Date
  retiredAt: Date | null
}

export const onlyAtRoot = defineError('access.onlyAtRoot', 409)
/** A role that comes with a position begins and ends with the term. */
export const comesWithPosition = defineError('access.comesWithPosition', 409)
export const notYours = defineError('access.notYours', 403)
/** Beside the field: they may give it, and not for as long. */
export const tooLong = () => invalid([{ pointer: '/endsAt', code: 'access.error.tooLong', message: '' }])
export const alreadyGranted = defineError('access.alreadyGranted', 409)
export const unknownPerson = defineError('access.unknownPerson', 409)
export const lastAdministrator = defineError('access.lastAdministrator', 409)
export const roleRetired = defineError('access.roleRetired', 409)
export const roleNameTaken = defineError('access.roleNameTaken', 409)
/** What a change does to those who hold a role is told before it is done. */
export const holdersNotTold = defineError('access.holdersNotTold', 409)
/** Beside the field: there is no such role, or not there. */
export const noSuchRole = () => invalid([{ pointer: '/role', code: 'notOffered', message: '' }])

export function isBuiltIn(role: string): role is BuiltInRole {
  return (builtInRoles as readonly string[]).includes(role)
}

export const yourFactorFirst = defineError('access.yourFactorFirst', 409)

/** What a change of its permissions gives to whoever holds a role, and takes from them. */
export function differenceOf(
  book: RoleBook,
  before: readonly string[],
  after: readonly string[],
): { gained: string[]; lost: string[] } {
  const [had, has] = [book.withImplied(before), book.withImplied(after)]
  return { gained: [...has.difference(had)].sort(), lost: [...had.difference(has)].sort() }
}

/**
 * Why an actor may not change what a role carries, beside the field: they hold each of the permissions there themselves,
 * and what they add for as long as anybody holds the role.
 */
export function objectionToChange(
  actor: Actor,
  { unitPath }: Pick<MadeRole, 'unitPath'>,
  { gained, lost }: { gained: readonly string[]; lost: readonly string[] },
  heldUntil: Date | null | undefined,
  now: Date,
): AppError | null {
  const beside = (code: string) => invalid([{ pointer: '/permissions', code, message: '' }])
  if (!mayHandOut(actor, new Set([...gained, ...lost]), unitPath, now))
    return beside('access.error.permissionNotYours')
  if (heldUntil !== undefined && !mayHandOut(actor, new Set(gained), unitPath, now, heldUntil))
    return beside('access.error.permissionTooLong')
  return null
}

/** Beside the field: what is new in a role of a unit below the root, and counts at the root alone. */
export function refuseElsewhere(
  book: RoleBook,
  permissions: readonly string[],
  kept: readonly string[],
  unitPath: string,
): void {
  const issues = permissions.flatMap((name, index) =>
    countsAt(book, name, unitPath) || kept.includes(name)
      ? []
      : [{ pointer: `/permissions/${index}`, code: 'access.error.countsAtRootOnly', message: '' }],
  )
  if (issues.length > 0) throw invalid(issues)
}

/** Whether a permission can do anything at a place: some count at the root alone. A path of one step is that of the root. */
export function countsAt(book: RoleBook, permission: string, unitPath: string): boolean {
  return !book.permissions[permission]?.onlyAtRoot || !unitPath.includes('.')
}

/** Beside the field: permissions that no room declares, but for those that stand in the role since one did. */
export function refuseUndeclared(
  book: RoleBook,
  permissions: readonly string[],
  kept: readonly string[],
): void {
  const issues = permissions.flatMap((name, index) =>
    book.isDeclared(name) || kept.includes(name)
      ? []
      : [{ pointer: `/permissions/${index}`, code: 'notOffered', message: '' }],
  )
  if (issues.length > 0) throw invalid(issues)
}

export function isOnlyAtRoot(role: string): boolean {
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
      !authority.waits &&
      (authority.until === null ||
        (until === undefined
          ? authority.until > time
          : until !== null && authority.until >= until.getTime())),
  )
  return [...permissions].every((name) => held.some((authority) => authority.permissions.has(name)))
}
