import { z } from 'zod'
import { TranslatedReply } from '../../platform/translated-text.ts'
import { longestFilter } from './filter.ts'

const names = z.string().max(4000)

/** What a reply shows of a resource. */
const selection = { attributes: names.optional(), excludedAttributes: names.optional() }

const body = z.record(z.string(), z.unknown())

/** Whatever stands in an address: what is no id of ours is not found. */
export const ResourceId = z.string().max(200)

export const mostResults = 200

const count = (usual: number, most: number) =>
  z
    .string()
    .regex(/^-?\d{1,9}$/)
    .transform(Number)
    .default(usual)
    .transform((number) => Math.min(Math.max(number, 0), most))

export const ListResources = z.strictObject({
  ...selection,
  filter: z.string().max(longestFilter).optional(),
  sortBy: z.string().max(200).optional(),
  sortOrder: z.enum(['ascending', 'descending']).default('ascending'),
  /** From 1 on; what is less counts as 1 (RFC 7644, 3.4.2.4). */
  startIndex: count(1, 1_000_000_000).transform((index) => Math.max(index, 1)),
  count: count(100, mostResults),
})

export const ReadResource = z.strictObject({ id: ResourceId, ...selection })
export const CreateResource = z.strictObject({ body, ...selection })
export const ChangeResource = z.strictObject({ id: ResourceId, body, ...selection })
export const DeleteResource = z.strictObject({ id: ResourceId })

/** What operations of this room answer with. */
export const Said = z.strictObject({
  /** Null where there is nothing to say. */
  resource: z.record(z.string(), z.unknown()).nullable(),
  version: z.int().optional(),
  location: z.string().optional(),
})

export const WithPerson = z.strictObject({ personId: z.uuid() })

export const Nothing = z.strictObject({})

/** What describes the service: a filter is refused there. */
export const Described = z.object({ filter: z.string().max(2000).optional() })

export const GroupReference = z.strictObject({ groupId: z.uuid() })

/** `role`: the key of a built-in one or the id of one that staff made; nothing for belonging to the unit. */
export const AddTarget = z.strictObject({
  groupId: z.uuid(),
  unitId: z.uuid(),
  role: z
    .string()
    .trim()
    .max(36)
    .nullish()
    .transform((role) => role || null),
})

export const TargetReference = z.strictObject({ groupId: z.uuid(), targetId: z.uuid() })

export const TargetAdded = z.strictObject({ targetId: z.uuid() })

export const ChangeRule = z.strictObject({
  providerId: z
    .union([z.uuid(), z.literal('')])
    .nullish()
    .transform((id) => id || null),
})

export const GroupDetail = z
  .strictObject({
    id: z.uuid(),
    displayName: z.string(),
    members: z.int(),
    targets: z.array(
      z.strictObject({
        id: z.uuid(),
        unitId: z.uuid(),
        unitName: z.string(),
        /** Null for belonging to the unit. */
        role: z.string().nullable(),
        roleName: TranslatedReply.nullable(),
      }),
    ),
    units: z.array(z.strictObject({ unitId: z.uuid(), name: z.string() })),
    /** How many wait for a role, as they lack what is asked for it; each gets it once they do not. */
    waiting: z.int(),
    /** The first hundred of them. */
    waits: z.array(
      z.strictObject({
        personId: z.uuid(),
        name: z.string(),
        role: z.string(),
        roleName: TranslatedReply.nullable(),
        unitName: z.string(),
        /** What they lack, in words. */
        missing: z.string(),
      }),
    ),
  })
  .meta({ id: 'DirectoryGroup' })

export const Settings = z
  .strictObject({
    baseUrl: z.string(),
    users: z.int(),
    groups: z.int(),
    /** How many groups bring nothing as yet. */
    unmapped: z.int(),
    providerId: z.uuid().nullable(),
    providers: z.array(z.strictObject({ id: z.uuid(), name: z.string() })),
    tokens: z.array(
      z.strictObject({
        id: z.uuid(),
        name: z.string(),
        owner: z.string(),
        lastUsedAt: z.date().nullable(),
        expiresAt: z.date(),
      }),
    ),
    refusals: z.array(
      z.strictObject({
        id: z.uuid(),
        refusedAt: z.date(),
        operation: z.string(),
        status: z.int(),
        code: z.string(),
        scimType: z.string().nullable(),
        attribute: z.string().nullable(),
        /** The refusal in words. */
        words: z.string(),
      }),
    ),
  })
  .meta({ id: 'DirectorySettings' })

export type GroupDetail = z.output<typeof GroupDetail>
export type Settings = z.output<typeof Settings>

export type ListResources = z.output<typeof ListResources>
export type Said = z.output<typeof Said>
