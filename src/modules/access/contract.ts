import { z } from 'zod'
import { builtInRoles } from './role.ts'

const Moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text))

export const GrantRole = z.strictObject({
  personId: z.uuid(),
  unitId: z.uuid(),
  role: z.enum(builtInRoles),
  /** When it begins, where not at once. */
  startsAt: Moment.nullish(),
  endsAt: Moment.nullish(),
  reason: z.string().trim().min(1).max(500).nullish(),
})

export const GrantReference = z.strictObject({ grantId: z.uuid() })

/** `endsAt` null: without an end. */
export const ProlongGrant = z.strictObject({ grantId: z.uuid(), endsAt: Moment.nullable() })

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
