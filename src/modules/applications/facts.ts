import { z } from 'zod'
import { fact } from '../../platform/declare/fact.ts'

const payload = z.object({ projectId: z.uuid(), applicationId: z.uuid() })

export const applicationSubmitted = fact('applications.submitted', 1, payload.extend({ number: z.int() }))
export const witnessAsked = fact(
  'applications.witnessAsked',
  1,
  z.object({ projectId: z.uuid(), personId: z.uuid() }),
)
export const witnessDeclined = fact(
  'applications.witnessDeclined',
  1,
  z.object({ projectId: z.uuid(), personId: z.uuid() }),
)
export const bidsOpened = fact('applications.bidsOpened', 1, z.object({ projectId: z.uuid() }))
export const applicationWithdrawn = fact('applications.withdrawn', 2, payload.extend({ number: z.int() }))
export const applicationDecided = fact(
  'applications.decided',
  1,
  payload.extend({ status: z.enum(['awarded', 'reserve', 'declined']) }),
)
