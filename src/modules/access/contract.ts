import { z } from 'zod'
import { writtenText } from '../../platform/text.ts'
import { TranslatedReply, translatedText } from '../../platform/translated-text.ts'
import { builtInRoles, grantStates } from './role.ts'

const Moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text))

/** The key of a built-in role, or the id of one that staff made. */
const RoleName = z
  .string({ error: ({ input }) => (input === undefined ? 'notChosen' : undefined) })
  .trim()
  .max(36)

const mostPermissions = 500

export const GrantRole = z.strictObject({
  personId: z.uuid(),
  unitId: z.uuid(),
  role: RoleName,
  /** When it begins, where not at once. */
  startsAt: Moment.nullish(),
  endsAt: Moment.nullish(),
  reason: writtenText(500).nullish(),
})

export const GiveRoleToMany = z.strictObject({
  personIds: z.array(z.uuid()),
  unitId: z.uuid(),
  role: RoleName,
  reason: writtenText(500),
})

export const GivenToMany = z.strictObject({
  given: z.array(z.strictObject({ grantId: z.uuid(), personId: z.uuid() })),
})

export const EndGrantsOfMany = z.strictObject({ grantIds: z.array(z.uuid()) })

export const GrantReference = z.strictObject({ grantId: z.uuid() })

/** `endsAt` null: without an end. */
export const ProlongGrant = z.strictObject({ grantId: z.uuid(), endsAt: Moment.nullable() })

/** `unitPath` is that of the unit, as whoever calls has found it. */
export const CarryRole = z.strictObject({
  personId: z.uuid(),
  unitId: z.uuid(),
  unitPath: z.string(),
  role: RoleName,
  startsAt: Moment,
  endsAt: Moment.nullable(),
  reason: z.string().nullable(),
  grantedBy: z.uuid().nullable(),
})

export const EndCarriedRole = z.strictObject({ grantId: z.uuid(), endsAt: Moment.nullable() })

export const ListGrants = z.strictObject({ unitId: z.uuid() })

export const GrantReply = z
  .strictObject({
    id: z.uuid(),
    personId: z.uuid(),
    unitId: z.uuid(),
    /** The key of a built-in role, or the id of one that staff made. */
    role: z.string(),
    startsAt: z.date(),
    endsAt: z.date().nullable(),
  })
  .meta({ id: 'Grant' })

export const GrantList = z.strictObject({ items: z.array(GrantReply) })

export const FindPeople = z.strictObject({
  unitId: z.uuid(),
  search: z.string().trim().max(120).default(''),
})

export const PersonAt = z.strictObject({ unitId: z.uuid(), personId: z.uuid() })

export const GrantPlaceReply = z.strictObject({ id: z.uuid(), name: z.string(), unitPath: z.string() })

export const PeopleFound = z.strictObject({
  items: z.array(z.strictObject({ personId: z.uuid(), name: z.string() })),
})

const CarriedBy = z.strictObject({ termId: z.uuid(), name: TranslatedReply })

export const GrantDetail = z
  .strictObject({
    id: z.uuid(),
    person: z.strictObject({ id: z.uuid(), name: z.string() }),
    unit: z.strictObject({ id: z.uuid(), name: z.string() }),
    role: z.string(),
    roleName: TranslatedReply.nullable(),
    startsAt: z.date(),
    endsAt: z.date().nullable(),
    grantedBy: z.string().nullable(),
    reason: z.string().nullable(),
    state: z.enum(grantStates),
    /** The position that carries it: it begins and ends with the term. */
    position: CarriedBy.nullable(),
    abilities: z.strictObject({ change: z.boolean() }),
  })
  .meta({ id: 'GrantDetail' })

export type GrantDetail = z.output<typeof GrantDetail>
export type PeopleFound = z.output<typeof PeopleFound>

export const Holders = z.strictObject({ items: z.array(z.strictObject({ personId: z.uuid() })) })

export const ListHolders = z.strictObject({ unitId: z.uuid(), roles: z.array(z.enum(builtInRoles)).min(1) })

/** Whoever may do this by a role given at the nearest unit, from this one upwards, where anybody may. */
export const ListNearestHolders = z.strictObject({
  unitId: z.uuid(),
  permission: z.string().max(100),
  /** Whom it is about. */
  except: z.uuid().nullable().default(null),
  /** Who shall have no part in it: where nobody else is left at a unit, those above are asked. */
  without: z.array(z.uuid()).max(10_000).default([]),
})

const roleWords = {
  name: translatedText(60),
  /** Without a word in any language there is none. */
  description: translatedText(500, { required: false })
    .transform((texts) => (Object.keys(texts).length > 1 ? texts : null))
    .nullable()
    .optional(),
}

const permissions = z
  .array(z.string().max(100))
  .min(1)
  .max(mostPermissions)
  .transform((names) => [...new Set(names)])

export const RoleReference = z.strictObject({ roleId: z.uuid() })

export const AnyRoleReference = z.strictObject({ role: RoleName })

export const MakeRole = z.strictObject({ unitId: z.uuid(), ...roleWords, permissions })

/** What is not sent stays. */
export const ChangeRole = z.strictObject({
  roleId: z.uuid(),
  name: roleWords.name.optional(),
  description: roleWords.description,
  permissions: permissions.optional(),
  /** For how many people it was looked at what changes for them, where their rights change. */
  toldHolders: z.int().min(0).optional(),
})

export const CopyRole = z.strictObject({ role: RoleName, unitId: z.uuid(), ...roleWords })

export const PreviewRole = z.strictObject({ roleId: z.uuid(), permissions })

export const RoleReply = z
  .strictObject({
    id: z.uuid(),
    unitId: z.uuid(),
    unitName: z.string(),
    name: TranslatedReply,
    description: TranslatedReply.nullable(),
    permissions: z.array(z.string()),
    version: z.int(),
    retiredAt: z.date().nullable(),
  })
  .meta({ id: 'Role' })

export const RoleDetail = z
  .strictObject({
    /** The key of a built-in role, or the id of one that staff made. */
    role: z.string(),
    isBuiltIn: z.boolean(),
    /** Where it was made; none where it is built in. */
    unitId: z.uuid().nullable(),
    unitName: z.string().nullable(),
    /** None where it is built in. */
    name: TranslatedReply.nullable(),
    description: TranslatedReply.nullable(),
    /** As they were chosen. */
    permissions: z.array(z.string()),
    /** What these bring along. */
    implied: z.array(z.string()),
    /** What stands in it still and no room declares any more: it counts for nothing. */
    gone: z.array(z.string()),
    onlyAtRoot: z.boolean(),
    /** People who hold it, of those whose roles you may see. */
    holders: z.int(),
    /** Its rights count only for who has a second factor. */
    needsSecondFactor: z.boolean(),
    /** Holders who have none. */
    withoutSecondFactor: z.int(),
    version: z.int().nullable(),
    retiredAt: z.date().nullable(),
    abilities: z.strictObject({
      change: z.boolean(),
      retire: z.boolean(),
      restore: z.boolean(),
      requireSecondFactor: z.boolean(),
    }),
  })
  .meta({ id: 'RoleDetail' })

export const RolesAt = z.strictObject({
  items: z.array(
    z.strictObject({
      role: z.string(),
      isBuiltIn: z.boolean(),
      name: TranslatedReply.nullable(),
      description: TranslatedReply.nullable(),
      permissions: z.array(z.string()),
      /** Whether you could give it to somebody there. */
      mayGive: z.boolean(),
    }),
  ),
})

export const RoleChange = z
  .strictObject({
    /** How many people hold it, now or later on. */
    holders: z.int(),
    gained: z.array(z.string()),
    lost: z.array(z.string()),
    /** Why it could not be: the code of the refusal, and its words. */
    refusal: z.string().nullable(),
    refusalText: z.string().nullable(),
  })
  .meta({ id: 'RoleChange' })

export const PermissionCatalogue = z.strictObject({
  items: z.array(
    z.strictObject({
      name: z.string(),
      /** Completes the sentence "Whoever holds this may …". */
      may: z.string(),
      implies: z.array(z.string()),
      heldBy: z.array(z.string()),
      /** It counts at the root of the association alone. */
      onlyAtRoot: z.boolean(),
    }),
  ),
})

export const RequireSecondFactor = z.strictObject({ role: RoleName, required: z.boolean() })

export const RequirementReply = z.strictObject({ role: z.string(), needsSecondFactor: z.boolean() })

export const AskWhy = z.strictObject({
  unitId: z.uuid(),
  personId: z.uuid(),
  permission: z.string({ error: ({ input }) => (input === undefined ? 'notChosen' : undefined) }).max(100),
})

export const lacks = [
  'lacksPermission',
  'elsewhere',
  'notBegun',
  'over',
  'secondFactor',
  'roleElsewhere',
  'suspended',
] as const

/** What somebody lacks altogether. */
export const missings = [...lacks, 'noAccount', 'accountSuspended', 'noGrant'] as const

const Place = z.strictObject({ id: z.uuid(), name: z.string() })

export const Why = z
  .strictObject({
    person: Place,
    /** The unit, after those that it lies in, from the association on. */
    path: z.array(Place),
    permission: z.string(),
    allowed: z.boolean(),
    hasSecondFactor: z.boolean(),
    /** Where they may not: what is missing, by what comes nearest. */
    missing: z.array(z.enum(missings)),
    /** By which of these they may; what comes nearest stands first. */
    grants: z.array(
      z.strictObject({
        id: z.uuid(),
        role: z.string(),
        roleName: TranslatedReply.nullable(),
        unit: Place,
        startsAt: z.date(),
        endsAt: z.date().nullable(),
        /** Who gave it, and why: told of grants that you may see. */
        grantedBy: Place.nullable(),
        reason: z.string().nullable(),
        /** The position that carries it. */
        position: CarriedBy.nullable(),
        needsSecondFactor: z.boolean(),
        /** From what stands in the role to what was asked for, each step what the one before brings along. */
        steps: z.array(z.string()),
        lacks: z.array(z.enum(lacks)),
      }),
    ),
    /** The roles that exist here and carry it. */
    carriedBy: z.array(z.strictObject({ role: z.string(), name: TranslatedReply.nullable() })),
  })
  .meta({ id: 'Why' })

export type Why = z.output<typeof Why>

export const Nothing = z.strictObject({})

export type RoleDetail = z.output<typeof RoleDetail>
export type RoleReply = z.output<typeof RoleReply>
export type RolesAt = z.output<typeof RolesAt>
export type RoleChange = z.output<typeof RoleChange>
export type PermissionCatalogue = z.output<typeof PermissionCatalogue>
