import type { AnyOperation, Placed } from '../declare/operation.ts'
import { noPerson, notAllowed, signedOut } from '../errors.ts'
import { type Actor, type Authority, authorityAnywhere, authorityFor } from '../policy/actor.ts'
import { isRequirement } from '../policy/permissions.ts'

/** Before anything is loaded: may this actor come this far at all? */
export function requireEntrance(
  operation: Pick<AnyOperation, 'permission' | 'target'>,
  actor: Actor,
  now: Date,
): Authority | null {
  const { permission } = operation
  if (permission === 'anyone' || actor.kind === 'system') return null
  if (permission === 'system') throw notAllowed()
  if (actor.kind === 'visitor') throw signedOut()
  if (permission === 'signed-in') return null
  if (actor.personId === null) throw noPerson()
  if (permission === 'member') return null
  // With a target the check waits for it: what one may not see must answer 404, not 403.
  if (operation.target) return null
  const authority = authorityAnywhere(actor, permission, now)
  if (!authority) throw notAllowed()
  return authority
}

/** With the target at hand: the permission at its place in the tree, then the rule about its state. */
export function authorise(
  operation: AnyOperation,
  actor: Actor,
  target: unknown,
  now: Date,
): Authority | null {
  let authority: Authority | null = null
  if (!isRequirement(operation.permission) && actor.kind !== 'system' && operation.target) {
    authority = authorityFor(actor, operation.permission, (target as Placed).unitPath, now)
    if (!authority) throw notAllowed()
  }
  const objection = operation.kind === 'command' ? operation.rule?.(actor, target, now) : null
  if (objection) throw objection
  return authority
}
