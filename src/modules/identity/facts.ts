import { z } from 'zod'
import { fact } from '../../platform/declare/fact.ts'

export const challengeOpened = fact('identity.challengeOpened', 1, z.object({ challengeId: z.uuid() }))

export const personJoined = fact('identity.personJoined', 1, z.object({ personId: z.uuid() }))

/** Somebody of the association has confirmed an address of their account. */
export const addressConfirmed = fact('identity.addressConfirmed', 1, z.object({ personId: z.uuid() }))

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
  'resetStopped',
  'actedFor',
  'appConnected',
  'appStolen',
  'linked',
  'unlinked',
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

/** `needed`: the account also looks after something in this association, which has to agree. */
export const resetChanges = ['asked', 'needed', 'begun', 'completed'] as const

export const secondStepResetChanged = fact(
  'identity.secondStepResetChanged',
  1,
  z.object({ resetId: z.uuid(), change: z.enum(resetChanges) }),
)
