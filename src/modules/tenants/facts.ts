import { z } from 'zod'
import { fact } from '../../platform/declare/fact.ts'

/** Of an association: its administrators are told, of its end everybody. */
export const tenancyChanged = fact(
  'tenants.tenancyChanged',
  1,
  z.object({
    tenantId: z.uuid(),
    change: z.enum(['suspended', 'resumed', 'closing', 'kept']),
  }),
)

export const foundingDecided = fact('tenants.foundingDecided', 1, z.object({ foundingId: z.uuid() }))

export const foundingAsked = fact('tenants.foundingAsked', 1, z.object({ foundingId: z.uuid() }))

/** A platform administrator has an association taken out. */
export const exportAsked = fact('tenants.exportAsked', 1, z.object({ exportId: z.uuid() }))

export const visitBegan = fact(
  'tenants.visitBegan',
  1,
  z.object({ visitId: z.uuid(), endsAt: z.iso.datetime() }),
)
