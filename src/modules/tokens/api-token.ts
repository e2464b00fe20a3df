import { defineError } from '../../platform/errors.ts'
import { type Actor, type Authority, isCurrent, isWithin } from '../../platform/policy/actor.ts'
import { scopesBesidePermissions } from '../../platform/policy/token-scopes.ts'

export const mostTokens = 50
export const mostDays = 365

/** For how many days people are offered them. */
export const offeredDays = [7, 30, 90, 180, 365] as const

export const tooManyTokens = defineError('tokens.tooMany', 409)

/** What an actor could give to a token, at some unit. */
export function scopesOf(actor: Actor, now: Date): string[] {
  if (actor.kind !== 'account') return []
  const held = actor.authorities
    .filter((authority) => isCurrent(authority, now.getTime()))
    .flatMap(({ permissions }) => [...permissions])
  return [...scopesBesidePermissions, ...[...new Set(held)].sort()]
}

/** Whether an actor holds a scope at a unit, or somewhere below it: of nothing else could a token ever make use. */
export function holdsAround(actor: Actor, scope: string, path: string, now: Date): boolean {
  if (actor.kind !== 'account') return false
  if (scopesBesidePermissions.includes(scope)) return true
  return actor.authorities.some(
    (authority) =>
      authority.permissions.has(scope) &&
      isCurrent(authority, now.getTime()) &&
      meet(path, authority.path) !== null,
  )
}

/** What is left of somebody's authorities for a token of theirs. */
export function narrowed(
  authorities: readonly Authority[],
  scopes: ReadonlySet<string>,
  path: string,
): Authority[] {
  return authorities.flatMap((authority) => {
    const place = meet(path, authority.path)
    const permissions = authority.permissions.intersection(scopes)
    return place === null || permissions.size === 0 ? [] : [{ ...authority, path: place, permissions }]
  })
}

/** Of two places in the tree the lower one, where one lies below the other. */
function meet(one: string, other: string): string | null {
  if (isWithin(one, other)) return one
  return isWithin(other, one) ? other : null
}
