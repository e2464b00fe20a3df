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
  'membership.classes': {
    may: 'say which grades and types of members there are, and what each asks for',
    heldBy: ['administrator'],
  },
  'membership.verify': {
    may: 'note that they have seen who somebody is',
    heldBy: ['manager', 'administrator'],
    implies: ['membership.read'],
  },
} as const satisfies Permissions

/** Nobody decides about themselves: one leaves an association on the page about one's own data. */
export const notAboutOneself: Rule<PlacedPerson> = (actor, { personId }) =>
  actor.kind === 'account' && actor.personId === personId ? notYourself() : null
