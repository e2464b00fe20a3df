import { z } from 'zod'
import { fact } from '../../platform/declare/fact.ts'

export const roleGranted = fact('access.roleGranted', 1, z.object({ grantId: z.uuid(), personId: z.uuid() }))

export const grantEnded = fact('access.grantEnded', 1, z.object({ grantId: z.uuid(), personId: z.uuid() }))

/** What a role lets its holders do waits from now on until they have a second step. */
export const secondStepAsked = fact(
  'access.secondStepAsked',
  1,
  // The key of a built-in role, or the id of one that staff made.
  z.object({ role: z.union([z.enum(['administrator', 'manager', 'member']), z.uuid()]) }),
)
