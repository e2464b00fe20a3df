import { z } from 'zod'
import { fact } from '../../platform/declare/fact.ts'

export const signUpRequested = fact('identity.signUpRequested', 1, z.object({ signUpId: z.uuid() }))

export const personJoined = fact('identity.personJoined', 1, z.object({ personId: z.uuid() }))

export const passwordResetRequested = fact(
  'identity.passwordResetRequested',
  1,
  z.object({ passwordResetId: z.uuid() }),
)

export const passwordChanged = fact('identity.passwordChanged', 1, z.object({ accountId: z.uuid() }))
