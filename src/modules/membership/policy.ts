import type { Rule } from '../../platform/declare/operation.ts'
import type { Permissions } from '../../platform/policy/permissions.ts'
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
} as const satisfies Permissions

/** Nobody decides about themselves: one leaves an association on the page about one's own data. */
export const notAboutOneself: Rule<PlacedPerson> = (actor, { personId }) =>
  actor.kind === 'account' && actor.personId === personId ? notYourself() : null
