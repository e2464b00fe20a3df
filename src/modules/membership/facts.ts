import { z } from 'zod'
import { fact } from '../../platform/declare/fact.ts'

/** How somebody stands was decided anew; it may hold from a later time on. */
export const standingChanged = fact(
  'membership.standingChanged',
  1,
  z.object({ standingId: z.uuid(), personId: z.uuid() }),
)

/** Somebody's grade, type or what was checked about them is another: what the association gives by conditions may be theirs now. */
export const memberChanged = fact('membership.memberChanged', 1, z.object({ personId: z.uuid() }))

/** What is asked for a role is another: whoever waited for it may have it now. */
export const roleRuleChanged = fact(
  'membership.roleRuleChanged',
  1,
  // The key of a built-in one, or the id of one that staff made.
  z.object({ role: z.union([z.enum(['administrator', 'manager', 'member']), z.uuid()]) }),
)

export const joinRequested = fact(
  'membership.joinRequested',
  1,
  z.object({ requestId: z.uuid(), unitId: z.uuid(), personId: z.uuid() }),
)

/** Approved, declined, or ended with its unit. */
export const joinDecided = fact(
  'membership.joinDecided',
  1,
  z.object({ requestId: z.uuid(), personId: z.uuid() }),
)
