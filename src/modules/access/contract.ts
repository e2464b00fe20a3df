import { z } from 'zod'
import { builtInRoles } from './role.ts'

export const GrantRole = z.strictObject({
  personId: z.uuid(),
  unitId: z.uuid(),
  role: z.enum(builtInRoles),
  endsAt: z.iso
    .datetime({ offset: true })
    .transform((text) => new Date(text))
    .nullish(),
  reason: z.string().trim().min(1).max(500).nullish(),
})

export const GrantReference = z.strictObject({ grantId: z.uuid() })

export const ListGrants = z.strictObject({ unitId: z.uuid() })

export const GrantReply = z
  .strictObject({
    id: z.uuid(),
    personId: z.uuid(),
    unitId: z.uuid(),
    role: z.enum(builtInRoles),
    startsAt: z.date(),
    endsAt: z.date().nullable(),
  })
  .meta({ id: 'Grant' })

export const GrantList = z.strictObject({ items: z.array(GrantReply) })

export const Holders = z.strictObject({ items: z.array(z.strictObject({ personId: z.uuid() })) })

export const ListHolders = z.strictObject({ unitId: z.uuid(), roles: z.array(z.enum(builtInRoles)).min(1) })
