import type { TenantState } from './actor.ts'
import { isRequirement } from './permissions.ts'

/** What tokens may be given beside permissions: to reach what concerns only their owner. */
export const ownScopes = { read: 'own.read', write: 'own.write' } as const

/**
 * What a token must have been given, beside the permission, to take data along as a file. A program cannot confirm who it
 * is: its owner does so when they make the token, and says there whether it may.
 */
export const exportScope = 'files.export'

/** What tokens take beside permissions. */
export const scopesBesidePermissions: readonly string[] = [...Object.values(ownScopes), exportScope]

/** Whether API tokens are let in; `export`: those that were given `files.export` as well. */
export type TakesTokens = boolean | 'export'

export interface Scoped {
  kind?: string
  permission: string
  stepUp?: boolean
  tokens?: TakesTokens
  category?: string
  whileStopped?: readonly StoppedState[]
  whileVisiting?: boolean
}

/** States in which an association is not open as usual. */
export type StoppedState = Exclude<TenantState, 'active' | 'closed'>

/** What asks for more than a session, no token can show; unless the declaration says that one may do. */
export function takesTokens({ tokens, stepUp }: Scoped): boolean {
  return tokens === undefined ? !stepUp : tokens !== false
}

/**
 * What staff may do who use the portal as somebody else: nothing about credentials, nothing that asks to step up, nothing
 * about money. Of a page it is what it asks and does that counts.
 */
export function isOpenToOthers(to: Scoped): boolean {
  if (to.kind === 'page') return !to.stepUp
  return !to.stepUp && takesTokens(to) && to.category !== 'money'
}

/** What says nothing of its kind counts as writing. */
export function isReading({ kind }: Scoped): boolean {
  return kind === 'query' || kind === 'page' || kind === 'download'
}

/**
 * What platform administrators may do who look into an association: read, and take nothing away with them. Nothing about
 * credentials, nothing that asks to step up, and nothing that is about oneself.
 */
export function isOpenToVisits(to: Scoped): boolean {
  if (to.whileVisiting) return true
  return isReading(to) && to.kind !== 'download' && isOpenToOthers(to)
}

/** Whether it is open in an association in this state, to who could otherwise do it. */
export function isOpenIn(state: TenantState, to: Scoped): boolean {
  if (state === 'active') return true
  if (state === 'closed') return concernsAccountAlone(to)
  if (to.whileStopped) return to.whileStopped.includes(state)
  return concernsAccountAlone(to) || (state === 'closing' && isReading(to))
}

function concernsAccountAlone({ permission, whileStopped }: Scoped): boolean {
  return (permission === 'anyone' || permission === 'signed-in') && whileStopped?.length !== 0
}

/** What a token must have been given for a declaration; nothing where everybody may come in. */
export function scopesFor(to: Scoped): string[] {
  const scope = scopeOf(to)
  return [...(scope === null ? [] : [scope]), ...(to.tokens === 'export' ? [exportScope] : [])]
}

function scopeOf({ kind, permission }: Scoped): string | null {
  if (permission === 'anyone') return null
  if (!isRequirement(permission)) return permission
  return kind === 'query' || kind === 'download' ? ownScopes.read : ownScopes.write
}
