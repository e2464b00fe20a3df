import { type Sql, sql } from '../../platform/db/sql.ts'
import type { Rule } from '../../platform/declare/operation.ts'
import { type Actor, pathsWith } from '../../platform/policy/actor.ts'
import type { Permissions } from '../../platform/policy/permissions.ts'
import {
  type AskedPlace,
  type JoinRequestRow,
  joinClosed,
  joinNotAsked,
  joinRequestOver,
  ownJoinRequest,
  unitClosed,
} from './join-request.ts'
import { notYourself, type PlacedPerson } from './standing.ts'

export const permissions = {
  'membership.read': {
    may: 'see how people stand and how that came about',
    heldBy: ['manager', 'administrator'],
  },
  'membership.decide': {
    may: 'decide how people stand: admit, suspend, reinstate and let go',
    heldBy: ['manager', 'administrator'],
    implies: ['membership.read'],
  },
  'membership.expel': {
    may: 'expel people',
    heldBy: ['administrator'],
    implies: ['membership.decide'],
  },
  'membership.numbers': {
    may: 'say how membership numbers look, and give them',
    heldBy: ['administrator'],
  },
  'membership.classes': {
    may: 'say which grades and types of members there are, what each asks for, and where they are asked for',
    heldBy: ['administrator'],
  },
  'membership.verify': {
    may: 'note that they have seen who somebody is',
    heldBy: ['manager', 'administrator'],
    implies: ['membership.read'],
  },
  'membership.ask': {
    may: 'ask to belong to units that people come into by request',
    heldBy: ['member', 'administrator'],
    implies: ['units.read'],
  },
  'membership.admit': {
    may: 'see who asks to belong to units, and let them in or decline',
    heldBy: ['manager', 'administrator'],
  },
} as const satisfies Permissions

/** The requests that an actor sees and answers. `p` is the unit_places of their units. */
export function visibleJoinRequests(actor: Actor, now: Date): Sql {
  if (actor.kind === 'system')
    return actor.tenantId === null ? sql`true` : sql`p.tenant_id = ${actor.tenantId}::uuid`
  return sql`p.tenant_id = ${actor.tenantId}::uuid AND p.path <@ ANY(${pathsWith(actor, 'membership.admit', now)}::ltree[])`
}

/** Where one may come in at once nobody has to ask, and where nobody comes by themselves nobody asks. */
export const onlyWhereOneAsks: Rule<AskedPlace> = (_actor, { status, joining }) => {
  if (status !== 'open') return unitClosed()
  if (joining === 'request') return null
  return joining === 'open' ? joinNotAsked() : joinClosed()
}

/** The staff of the unit decide, once, and not about themselves. */
export const onlyOpenRequestsOfOthers: Rule<JoinRequestRow> = (actor, { personId, state }) => {
  if (actor.kind === 'account' && actor.personId === personId) return ownJoinRequest()
  return state === 'requested' ? null : joinRequestOver()
}

/** Nobody decides about themselves: one leaves an association on the page about one's own data. */
export const notAboutOneself: Rule<PlacedPerson> = (actor, { personId }) =>
  actor.kind === 'account' && actor.personId === personId ? notYourself() : null
