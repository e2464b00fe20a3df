import { z } from 'zod'
import { fact } from '../../platform/declare/fact.ts'

export const challengeOpened = fact('identity.challengeOpened', 1, z.object({ challengeId: z.uuid() }))

export const personJoined = fact('identity.personJoined', 1, z.object({ personId: z.uuid() }))

/** Something that the owner of an account hears of, whoever did it. */
export const securityChanges = [
  'password',
  'newDevice',
  'secondStepOn',
  'secondStepOff',
  'recoveryCode',
  'recoveryCodes',
  'passkeyAdded',
  'passkeyRemoved',
  'passkeyCopied',
] as const

export const securityChanged = fact(
  'identity.securityChanged',
  1,
  z.object({
    accountId: z.uuid(),
    change: z.enum(securityChanges),
    sessionId: z.uuid().nullable(),
    at: z.int(),
  }),
)
