import type { AnyOperation, Placed } from '../declare/operation.ts'
import {
  type AppError,
  membershipRests,
  noPerson,
  notAllowed,
  notAsAnother,
  onlyLooking,
  secondFactorNeeded,
  signedOut,
  stepUpNeeded,
  tenantClosed,
  tenantClosing,
  tenantSuspended,
  tokenRefused,
  tokenScope,
} from '../errors.ts'
import {
  type AccountActor,
  type Actor,
  type Authority,
  authorityAnywhere,
  authorityFor,
  isResting,
  nobodyHere,
  type TokenUse,
  waitsForSecondFactor,
} from '../policy/actor.ts'
import { isRequirement } from '../policy/permissions.ts'
import {
  isOpenIn,
  isOpenToOthers,
  isOpenToVisits,
  type Scoped,
  scopesFor,
  takesTokens,
} from '../policy/token-scopes.ts'

/** `kind` tells reading from writing; what says neither counts as writing. */
export type Entrance = Pick<AnyOperation, 'permission' | 'target' | 'stepUp'> & Scoped

/** Before anything is loaded: may this actor come this far at all? The authority by which, where it takes one. */
export function requireEntrance(to: Entrance, actor: Actor, now: Date): Authority | null {
  const { authority, objection } = judgeEntrance(to, actor, now)
  if (objection) throw objection()
  // With a target this waits as well: nobody is asked for a code to learn that they may not.
  if (!to.target) requireProof(to, actor, now)
  return authority
}

export function mayEnter(to: Entrance, actor: Actor, now: Date): boolean {
  return judgeEntrance(to, actor, now).objection === null
}

/**
 * Whether what a command prepares is worth doing, before its target is loaded: it is slow, and may ask places outside,
 * which nobody shall make the portal do who may do this nowhere, or has not stepped up. They are told why afterwards, by
 * the checks with the target.
 */
export function mayPrepare(to: Entrance, actor: Actor, now: Date): boolean {
  const { permission, stepUp } = to
  if (actor.kind === 'system') return true
  if (!isRequirement(permission) && !authorityAnywhere(actor, permission, now)) return false
  return !stepUp || actor.kind !== 'account' || isProven(actor, now)
}

interface Judgement {
  authority: Authority | null
  objection: (() => AppError) | null
}

const free: Judgement = { authority: null, objection: null }
const refusedBy = (objection: () => AppError): Judgement => ({ authority: null, objection })

function judgeEntrance(to: Entrance, actor: Actor, now: Date): Judgement {
  const { permission, target } = to
  const objection = actor.kind === 'account' && actor.token && objectionToToken(to, actor.token)
  if (objection) return refusedBy(objection)
  if (actor.kind === 'account' && actor.by && !isOpenToOthers(to)) return refusedBy(notAsAnother)
  if (actor.kind === 'account' && actor.visit) return judgeVisit(to, actor, now)
  const stopped = actor.kind === 'system' ? null : objectionToState(to, actor)
  if (permission === 'anyone' && stopped) return refusedBy(stopped)
  if (permission === 'anyone' || actor.kind === 'system') return free
  if (permission === 'system') return refusedBy(notAllowed)
  if (actor.kind === 'visitor') return refusedBy(signedOut)
  if (permission === 'platform') return judgePlatform(actor)
  if (stopped) return refusedBy(stopped)
  if (permission === 'signed-in') return free
  if (actor.personId === null) return refusedBy(nobodyHere(actor))
  if (permission === 'person') return free
  if (isResting(actor, now)) return refusedBy(membershipRests)
  if (permission === 'member') return free
  // With a target the check waits for it: what one may not see must answer 404, not 403.
  if (target) return free
  const authority = authorityAnywhere(actor, permission, now)
  if (authority) return { authority, objection: null }
  return refusedBy(waitsForSecondFactor(actor, permission, null, now) ? secondFactorNeeded : notAllowed)
}

/** No role of an association carries it, and no session for which an association vouches. */
function judgePlatform({ runsPlatform, by, token }: AccountActor): Judgement {
  if (runsPlatform === 'no' || by || token) return refusedBy(notAllowed)
  return runsPlatform === 'waits' ? refusedBy(secondFactorNeeded) : free
}

/** Where a platform administrator looks into an association, they are nobody of it: what is about oneself is not there. */
function judgeVisit(to: Entrance, actor: AccountActor, now: Date): Judgement {
  const { permission, target } = to
  if (!isOpenToVisits(to) || permission === 'system' || permission === 'platform')
    return refusedBy(onlyLooking)
  if (permission === 'anyone' || permission === 'signed-in' || permission === 'member') return free
  if (permission === 'person') return refusedBy(noPerson)
  if (target) return free
  const authority = authorityAnywhere(actor, permission, now)
  return authority ? { authority, objection: null } : refusedBy(notAllowed)
}

/** An association that is suspended or closes is shut to its people in one place: here. Its tokens stop altogether. */
function objectionToState(to: Scoped, actor: Exclude<Actor, { kind: 'system' }>): (() => AppError) | null {
  const { tenantState = 'active' } = actor
  if (tenantState === 'active') return null
  const objection = { suspended: tenantSuspended, closing: tenantClosing, closed: tenantClosed }[tenantState]
  if (actor.kind === 'account' && actor.token && tenantState !== 'closing') return objection
  return isOpenIn(tenantState, to) ? null : objection
}

/** A token does what it was given, in declarations that take tokens at all. It says so before anything is looked up. */
function objectionToToken(to: Scoped, { scopes }: TokenUse): (() => AppError) | null {
  if (!takesTokens(to)) return tokenRefused
  const scope = scopesFor(to).find((each) => !scopes.has(each))
  if (scope === undefined) return null
  const challenge = `Bearer error="insufficient_scope", scope="${scope}"`
  return () => tokenScope({ values: { scope }, headers: { 'WWW-Authenticate': challenge } })
}

/** With the target at hand: the permission at its place in the tree, then the rule about its state. */
export function authorise(
  operation: AnyOperation,
  actor: Actor,
  target: unknown,
  now: Date,
): Authority | null {
  const authority = isCheckedInPlace(operation, actor)
    ? authorityFor(actor, operation.permission, (target as Placed).unitPath, now)
    : null
  if (!authority && isCheckedInPlace(operation, actor)) {
    const { unitPath } = target as Placed
    throw waitsForSecondFactor(actor, operation.permission, unitPath, now)
      ? secondFactorNeeded()
      : notAllowed()
  }
  const objection = operation.kind === 'command' ? operation.rule?.(actor, target, now) : null
  if (objection) throw objection
  requireProof(operation, actor, now)
  return authority
}

/**
 * A session that somebody left open, or stole, is not enough for what is declared so; nor for what a command finds out to be
 * as weighty only by what it was sent, and asks for itself.
 */
export function requireProof({ stepUp }: Pick<Entrance, 'stepUp'>, actor: Actor, now: Date): void {
  if (stepUp && actor.kind === 'account' && !isProven(actor, now))
    throw stepUpNeeded({ headers: { Link: '</api/v1/step-up>; rel="step-up"' } })
}

/** Where a token is let in to what asks for this, the declaration says that the token is enough. */
export function isProven({ token, provenUntil }: AccountActor, now: Date): boolean {
  return token !== null || (provenUntil !== null && provenUntil > now.getTime())
}

/** Whether a call would be let through: what a page offers is what would work. */
export function isAble(operation: AnyOperation, actor: Actor, target: unknown, now: Date): boolean {
  if (!mayEnter(operation, actor, now)) return false
  const place = isCheckedInPlace(operation, actor) ? (target as Placed).unitPath : null
  if (place !== null && !authorityFor(actor, operation.permission, place, now)) return false
  return operation.kind !== 'command' || !operation.rule?.(actor, target, now)
}

function isCheckedInPlace({ permission, target }: Entrance, actor: Actor): boolean {
  return !isRequirement(permission) && actor.kind !== 'system' && target !== undefined
}
