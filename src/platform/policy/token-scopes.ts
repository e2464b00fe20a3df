import { isRequirement } from './permissions.ts'

/** What tokens may be given beside permissions: to reach what concerns only their owner. */
export const ownScopes = { read: 'own.read', write: 'own.write' } as const

export interface Scoped {
  kind?: string
  permission: string
  stepUp?: boolean
  tokens?: boolean
  category?: string
}

/** What asks for more than a session, no token can show; unless the declaration says that one may do. */
export function takesTokens({ tokens, stepUp }: Scoped): boolean {
  return tokens ?? !stepUp
}

/**
 * What staff may do who use the portal as somebody else: nothing about credentials, nothing that asks to step up, nothing
 * about money. Of a page it is what it asks and does that counts.
 */
export function isOpenToOthers(to: Scoped): boolean {
  if (to.kind === 'page') return !to.stepUp
  return takesTokens(to) && to.category !== 'money'
}

/** What a token must have been given for a declaration; null where everybody may come in. */
export function scopeOf({ kind, permission }: Scoped): string | null {
  if (permission === 'anyone') return null
  if (!isRequirement(permission)) return permission
  return kind === 'query' ? ownScopes.read : ownScopes.write
}
