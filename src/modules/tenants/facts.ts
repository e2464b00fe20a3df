import { z } from 'zod'
import { fact } from '../../platform/declare/fact.ts'

/** Of an association, to be told to its administrators. */
export const tenancyChanged = fact(
  'tenants.tenancyChanged',
  1,
  z.object({
    tenantId: z.uuid(),
    change: z.enum(['suspended', 'resumed', 'closing', 'kept', 'closed']),
  }),
)

export const foundingDecided = fact('tenants.foundingDecided', 1, z.object({ foundingId: z.uuid() }))

export const foundingAsked = fact('tenants.foundingAsked', 1, z.object({ foundingId: z.uuid() }))

export const visitBegan = fact(
  'tenants.visitBegan',
  1,
  z.object({ visitId: z.uuid(), endsAt: z.iso.datetime() }),
)
