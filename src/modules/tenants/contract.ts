import { z } from 'zod'
import { nameText, writtenText } from '../../platform/text.ts'
import { hasName, mainNames, nameless, offeredLocales, timeZone } from '../people/index.ts'
import { isReserved, visitMinutes } from './tenancy.ts'

export const Nothing = z.strictObject({})

export const tenantStates = ['active', 'suspended', 'closing', 'closed'] as const
export const foundingStates = ['asked', 'approved', 'declined', 'withdrawn'] as const

const reason = writtenText(500)

const slug = z
  .string()
  .trim()
  .toLowerCase()
  .min(3)
  .max(40)
  .refine((name) => /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name), {
    params: { code: 'tenants.error.slugForm' },
  })
  .refine((name) => !isReserved(name), { params: { code: 'tenants.error.slugReserved' } })

export const TenantReference = z.strictObject({ tenantId: z.uuid() })

export const SuspendTenant = z.strictObject({ tenantId: z.uuid(), reason })

export const ExportOfTenant = z.strictObject({ tenantId: z.uuid(), reason })

export const ExportReference = z.strictObject({ exportId: z.uuid() })

export const ExportLetter = z
  .strictObject({ tenantId: z.uuid(), by: z.string(), reason: z.string() })
  .nullable()

/** The name is typed: whoever closes an association shall know which. */
const typedName = z.string().trim().min(1).max(200)

export const RequestClosing = z.strictObject({ name: typedName })

export const CloseTenant = z.strictObject({ tenantId: z.uuid(), name: typedName, reason })

export const TellPeople = z.strictObject({ tenantId: z.uuid(), change: z.enum(['closing', 'kept']) })

export const EndOfTenant = z.strictObject({
  /** Whether this call has closed it. */
  closed: z.boolean(),
  /** The task that erases it; null where there was nothing to do, or one is at work. */
  taskId: z.uuid().nullable(),
})

export const EraseTenantRows = z.strictObject({
  tenantId: z.uuid(),
  /** 0 for its people; then what rooms keep, in their order. */
  step: z.int().min(0),
})

export const TenantRowsErased = z.strictObject({
  count: z.int(),
  /** Whether there is such a step at all. */
  known: z.boolean(),
})

export const DueTenants = z.strictObject({ items: z.array(z.strictObject({ tenantId: z.uuid() })) })

export const PeopleOfTenant = z.strictObject({
  tenantId: z.uuid(),
  after: z.uuid().nullable(),
  limit: z.int().min(1).max(500),
})

export const PeoplePage = z.strictObject({
  /** Nobody is told any more where it is another one meanwhile. */
  state: z.enum(tenantStates),
  association: z.string(),
  reason: z.string().nullable(),
  dueAt: z.date().nullable(),
  total: z.int(),
  people: z.int(),
  after: z.uuid().nullable(),
  /** Those of them who can be written to by mail. */
  items: z.array(
    z.strictObject({
      personId: z.uuid(),
      name: z.string(),
      to: z.string(),
      locale: z.string(),
      timeZone: z.string(),
    }),
  ),
})

export const ClosingReply = z
  .strictObject({
    name: z.string(),
    requestedAt: z.date(),
    /** From then on nobody comes in, and everything is erased. */
    dueAt: z.date(),
    /** What a platform administrator wrote who closes it. */
    reason: z.string().nullable(),
  })
  .meta({ id: 'TenancyClosing' })

export const VisitTenant = z.strictObject({
  tenantId: z.uuid(),
  reason,
  minutes: z.coerce
    .number()
    .int()
    .min(1)
    .max(visitMinutes.at(-1) ?? 0),
})

export const VisitReply = z.strictObject({ visitId: z.uuid(), name: z.string(), until: z.date() })

export const VisitReference = z.strictObject({ visitId: z.uuid() })

/** E-mail address or phone, as the operator types it. */
export const AccountAddress = z.strictObject({ address: z.string().trim().min(3).max(254) })

export const PlatformAdministrators = z.strictObject({
  items: z.array(
    z.strictObject({
      accountId: z.uuid(),
      address: z.string(),
      addedAt: z.date(),
      /** Without one they may do nothing yet. */
      hasSecondFactor: z.boolean(),
    }),
  ),
})

/** What stands here is what the association and its founder are made of: nobody approves what could not be made. */
export const Found = z
  .strictObject({
    name: nameText(120),
    slug,
    locale: z.enum(offeredLocales),
    timeZone: timeZone.default('UTC'),
    unitKind: nameText(60),
    purpose: z.string().trim().max(2000).optional(),
    ...mainNames,
  })
  .refine(hasName, nameless)

export const Founded = z
  .strictObject({
    foundingId: z.uuid(),
    state: z.enum(foundingStates),
    /** Where it is; null while nobody has approved it. */
    tenantId: z.uuid().nullable(),
    /** Address of its portal, where it has a host name of its own. */
    address: z.string().nullable(),
  })
  .meta({ id: 'Founded' })

export const FoundingReference = z.strictObject({ foundingId: z.uuid() })

export const FoundingLetter = z
  .strictObject({
    accountId: z.uuid(),
    name: z.string(),
    state: z.enum(foundingStates),
    reason: z.string().nullable(),
    locale: z.string(),
  })
  .nullable()

export const DeclineFounding = z.strictObject({ foundingId: z.uuid(), reason })

export const FoundingReply = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    slug: z.string(),
    locale: z.string(),
    timeZone: z.string(),
    unitKind: z.string(),
    purpose: z.string().nullable(),
    state: z.enum(foundingStates),
    askedAt: z.date(),
    decidedAt: z.date().nullable(),
    reason: z.string().nullable(),
    tenantId: z.uuid().nullable(),
  })
  .meta({ id: 'Founding' })

export const MyFoundings = z.strictObject({
  /** Who founds associations here. */
  founding: z.enum(['closed', 'approved', 'open']),
  /** Domain below which they get a host name; null where they get none. */
  domain: z.string().nullable(),
  items: z.array(FoundingReply),
})

export const Foundings = z.strictObject({
  items: z.array(FoundingReply.extend({ founder: z.string().nullable(), founderName: z.string() })),
})

export const TenancyReply = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    slug: z.string().nullable(),
    state: z.enum(tenantStates),
    suspendedAt: z.date().nullable(),
    /** Who suspended it, as people of the association may know them. */
    suspendedBy: z.string().nullable(),
    suspensionReason: z.string().nullable(),
    closingRequestedAt: z.date().nullable(),
    /** Who closes it, as people of the association may know them. */
    closingRequestedBy: z.string().nullable(),
    /** What a platform administrator wrote who closes it: then only one of them takes it back. */
    closingReason: z.string().nullable(),
    closingDueAt: z.date().nullable(),
    closedAt: z.date().nullable(),
    erasedAt: z.date().nullable(),
    /** Between the wish to close it and its end. */
    closingDays: z.int(),
  })
  .meta({ id: 'Tenancy' })

export const TenantDetail = TenancyReply.extend({
  hosts: z.array(z.string()),
  people: z.int(),
  administrators: z.int(),
  exports: z.array(
    z.strictObject({
      id: z.uuid(),
      by: z.string().nullable(),
      reason: z.string(),
      askedAt: z.date(),
      /** Null once the task and its file are cleared away. */
      state: z.string().nullable(),
      /** The file, by a link that ends soon; for whoever asked for it. */
      href: z.string().nullable(),
    }),
  ),
  visits: z.array(
    z.strictObject({
      id: z.uuid(),
      by: z.string().nullable(),
      reason: z.string(),
      beganAt: z.date(),
      endsAt: z.date(),
      endedAt: z.date().nullable(),
    }),
  ),
}).meta({ id: 'TenantDetail' })

export type FoundingReply = z.output<typeof FoundingReply>
export type Foundings = z.output<typeof Foundings>
export type MyFoundings = z.output<typeof MyFoundings>
export type ClosingReply = z.output<typeof ClosingReply>
export type TenancyReply = z.output<typeof TenancyReply>
export type TenantDetail = z.output<typeof TenantDetail>

export const Administrators = z.strictObject({
  items: z.array(z.strictObject({ name: z.string(), to: z.string(), locale: z.string() })),
})

export const VisitLetter = z
  .strictObject({
    tenantId: z.uuid(),
    by: z.string(),
    reason: z.string(),
    until: z.date(),
    endedAt: z.date().nullable(),
  })
  .nullable()
export type PlatformAdministrators = z.output<typeof PlatformAdministrators>

export const ExportPlan = z.strictObject({
  association: z.string(),
  tables: z.array(z.strictObject({ name: z.string(), secret: z.array(z.string()) })),
  files: z.array(z.strictObject({ fileId: z.uuid(), size: z.int(), sha256: z.string() })),
  leftOut: z.array(z.strictObject({ table: z.string(), why: z.string() })),
  heldBack: z.array(z.strictObject({ table: z.string(), columns: z.array(z.string()), why: z.string() })),
})

export const ExportRows = z.strictObject({
  tenantId: z.uuid(),
  table: z.string(),
  /** The key of the last row that was read. */
  after: z.array(z.string()).nullable(),
  limit: z.int().min(1).max(5000),
})

export const ExportPage = z.strictObject({
  lines: z.array(z.string()),
  after: z.array(z.string()).nullable(),
})

export const Exports = z.strictObject({
  items: z.array(
    z.strictObject({
      taskId: z.uuid(),
      state: z.string(),
      done: z.int(),
      total: z.int().nullable(),
      createdAt: z.date(),
      /** The file, by a link that ends soon. */
      href: z.string().nullable(),
    }),
  ),
})

export type Exports = z.output<typeof Exports>
