import { z } from 'zod'
import { fact } from '../../platform/declare/fact.ts'

/**
 * A letter is to be written. `notBefore`: many at once go out one after the other
 * (milliseconds since 1970); null for at once.
 */
export const invitationSent = fact(
  'invitations.invitationSent',
  1,
  z.object({ invitationId: z.uuid(), sends: z.int(), notBefore: z.int().nullable() }),
)

export const invitationAccepted = fact(
  'invitations.invitationAccepted',
  1,
  z.object({ invitationId: z.uuid(), personId: z.uuid() }),
)
