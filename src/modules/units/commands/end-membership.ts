import { z } from 'zod'
import { MembershipReference } from '../contract.ts'
import { endMembershipOf, findMembership } from '../membership-row.ts'
import { command } from '../room.ts'

/** What leaving is to a member, to whoever looks after the unit. */
export const endMembership = command({
  name: 'units.endMembership',
  summary: 'End somebody’s membership of a unit',
  permission: 'units.admit',
  input: MembershipReference,
  output: z.strictObject({ ended: z.boolean() }),
  http: { method: 'delete', path: '/memberships/:membershipId' },
  severity: 'notable',
  target: ({ tx, actor, now }, { membershipId }) => findMembership(tx.sql, membershipId, actor, now),
  async run(context, _input, membership) {
    await endMembershipOf(context, membership)
    return { ended: true }
  },
})
