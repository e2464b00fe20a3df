import type { CommandContext } from '../../platform/declare/operation.ts'
import { tokenRefused } from '../../platform/errors.ts'
import { type Actor, authorityFor } from '../../platform/policy/actor.ts'
import { requireProof } from '../../platform/run/authorise.ts'
import { requireMayGive } from '../access/index.ts'
import { givesNone } from './invitation.ts'
import type { InvitingPlace } from './invitation-row.ts'

type Giving = Pick<CommandContext<never, unknown>, 'tx' | 'actor' | 'roles' | 'now'>

export interface PromisedRole {
  role: string | null
  roleId: string | null
  roleEndsAt: Date | null
}

/** Every member has this one; it is no promise. */
export const everybodys = 'member'

/**
 * The role that comes with an invitation, under the guard rails of one that is given now: nobody promises what they may not
 * give, nor for longer than they hold it themselves.
 */
export async function promisedRole(
  context: Giving,
  place: InvitingPlace,
  { role, roleEndsAt }: { role: string | null; roleEndsAt: Date | null },
): Promise<PromisedRole> {
  if (role === null || role === everybodys) return { role: null, roleId: null, roleEndsAt: null }
  const { actor, now } = context
  if (!givesRoles(actor, place, now)) throw givesNone()
  const { tx, roles } = context
  const given = await requireMayGive(tx.sql, roles, actor, { ...place, role, until: roleEndsAt }, now)
  return { role: given.role, roleId: given.made?.id ?? null, roleEndsAt }
}

export function givesRoles(actor: Actor, { unitPath }: Pick<InvitingPlace, 'unitPath'>, now: Date): boolean {
  return actor.kind === 'system' || authorityFor(actor, 'access.manage', unitPath, now) !== null
}

/** As giving a role does: it takes a session whose user has shown their strongest factor just now, and no token will do. */
export function requireSteppedUp(actor: Actor, now: Date): void {
  if (actor.kind === 'account' && actor.token) throw tokenRefused()
  requireProof({ stepUp: true }, actor, now)
}
