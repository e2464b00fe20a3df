import { z } from 'zod'
import { fileField } from '../../platform/storage/incoming.ts'
import { nameText, writtenText } from '../../platform/text.ts'
import { TranslatedReply, translatedText } from '../../platform/translated-text.ts'
import { joinings, kindIcons } from './kind.ts'
import { type UnitSettingName, unitSettingNames } from './setting.ts'
import { transferStates } from './transfer.ts'
import { unitChangeKinds, unitStatuses } from './unit.ts'

const unitName = nameText(120)

/** Empty is none. */
const unitCode = z
  .string()
  .trim()
  .max(50)
  .regex(/^([A-Za-z0-9]([A-Za-z0-9._/-]*[A-Za-z0-9])?)?$/)
  .transform((code) => code || null)
  .nullable()

const description = z
  .string()
  .trim()
  .max(4000)
  .transform((text) => text || null)
  .nullable()

const keyPattern = /^[a-z][a-z0-9_]{0,38}$/

const kindKey = z.string().trim().regex(keyPattern)

/** Forms offer the kinds as a choice, so a missing one is told as any choice that was not made. */
const chosenKind = z
  .string({ error: ({ input }) => (input === undefined ? 'notChosen' : undefined) })
  .trim()
  .regex(keyPattern)

export const UnitReference = z.strictObject({ unitId: z.uuid() })

export const CreateUnit = z.strictObject({
  parentId: z.uuid(),
  kind: chosenKind,
  name: unitName,
  code: unitCode.optional(),
  description: description.optional(),
})

/** What is not sent stays. */
export const ChangeUnit = z.strictObject({
  unitId: z.uuid(),
  name: unitName.optional(),
  code: unitCode.optional(),
  kind: kindKey.optional(),
  description: description.optional(),
  joining: z.enum(joinings).nullable().optional(),
})

export const ChooseLeader = z.strictObject({ unitId: z.uuid(), personId: z.uuid().nullable() })

export const FindLeaders = z.strictObject({
  unitId: z.uuid(),
  search: z.string().trim().max(120).default(''),
})

const changeableKind = {
  label: translatedText(60),
  icon: z.enum(kindIcons).nullable().default(null),
  parents: z
    .array(kindKey)
    .max(50)
    .default([])
    .transform((keys) => [...new Set(keys)]),
  joining: z.enum(joinings).default('open'),
  position: z.int().min(0).max(10_000).default(100),
}

export const DeclareKind = z.strictObject({ key: kindKey, ...changeableKind })

export const ChangeKind = z.strictObject({ kindId: z.uuid(), ...changeableKind })

export const KindReference = z.strictObject({ kindId: z.uuid() })

export const KindReply = z
  .strictObject({
    id: z.uuid(),
    key: z.string(),
    label: TranslatedReply,
    icon: z.enum(kindIcons).nullable(),
    parents: z.array(z.string()),
    joining: z.enum(joinings),
    position: z.int(),
    version: z.int(),
    archivedAt: z.date().nullable(),
  })
  .meta({ id: 'UnitKind' })

export const KindList = z.strictObject({ items: z.array(KindReply) })

/** A name as browsers send it in the `Host` header: no scheme, no port, no path. */
const hostName = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/)

export const FoundAssociation = z.strictObject({
  name: unitName,
  hosts: z.array(hostName).max(20).default([]),
  /** What its units are called, in one language; where nothing is said there are several kinds to begin with. */
  unitKind: z.strictObject({ locale: z.string(), label: z.string().trim().min(1).max(60) }).optional(),
})

export const AddHost = z.strictObject({ tenantId: z.uuid(), host: hostName })

export const HostReference = z.strictObject({ host: hostName })

export const HostReply = z.strictObject({ host: z.string() })

export const HostList = z.strictObject({
  items: z.array(z.strictObject({ host: z.string(), tenantName: z.string() })),
})

export const Nothing = z.strictObject({})

export const AddMembers = z.strictObject({ unitId: z.uuid(), personIds: z.array(z.uuid()) })

export const MembersAdded = z.strictObject({
  added: z.array(z.strictObject({ membershipId: z.uuid(), personId: z.uuid() })),
})

export const MembershipReferences = z.strictObject({ membershipIds: z.array(z.uuid()) })

export const AddMember = z.strictObject({ unitId: z.uuid(), personId: z.uuid() })

export const MembershipReference = z.strictObject({ membershipId: z.uuid() })

export const AdmitToUnit = z.strictObject({ unitId: z.uuid(), membershipId: z.uuid() })

export const UnitReply = z
  .strictObject({
    id: z.uuid(),
    parentId: z.uuid().nullable(),
    /** The key of its kind. */
    kind: z.string(),
    code: z.string().nullable(),
    name: z.string(),
    status: z.enum(unitStatuses),
    /** The unit that this one has gone into. */
    mergedIntoId: z.uuid().nullable(),
    version: z.int(),
  })
  .meta({ id: 'Unit' })

/** With the words of its kind, in the language of who asks. */
const NamedUnit = UnitReply.extend({ kindName: z.string() })

/** As it stands in the list, with its numbers. */
export const ListedUnit = UnitReply.extend({
  /** Who belongs to the unit itself. */
  members: z.int(),
  /** Who belongs to it or to units below it, each once. */
  people: z.int(),
}).meta({ id: 'ListedUnit' })

export const UnitDetail = NamedUnit.extend({
  description: z.string().nullable(),
  joining: z.enum(joinings),
  /** Null where it is what those above say, or the kind. */
  ownJoining: z.enum(joinings).nullable(),
  /** What holds where the unit itself says nothing. */
  inheritedJoining: z.enum(joinings),
  leader: z.strictObject({ personId: z.uuid(), name: z.string() }).nullable(),
  hasPlace: z.boolean().meta({ description: 'Whether it has a boundary or a centre.' }),
  memberCount: z.int(),
  /** Who belongs to it or to units below it, each once. */
  peopleCount: z.int(),
  /** From the root down to its parent. */
  ancestors: z.array(z.strictObject({ id: z.uuid(), name: z.string() })),
  children: z.array(NamedUnit.extend({ members: z.int(), people: z.int() })),
  joinedAt: z.date().nullable(),
  /** What the association asks of whoever joins here, in words. */
  asked: z.array(z.string()),
  /** What of it the reader still lacks, in words; null where they lack nothing, or belong to it. */
  missing: z.string().nullable(),
  abilities: z.strictObject({
    change: z.boolean(),
    addBelow: z.boolean(),
    close: z.boolean(),
    reopen: z.boolean(),
    move: z.boolean(),
    merge: z.boolean(),
    readHistory: z.boolean(),
    export: z.boolean(),
    join: z.boolean(),
    leave: z.boolean(),
  }),
}).meta({ id: 'UnitDetail' })

export const UnitExport = z.strictObject({ taskId: z.uuid() })

export const ListUnitsForExport = z.strictObject({
  unitPath: z.string(),
  /** The path of the last one that was listed. */
  after: z.string().nullable(),
  limit: z.int().min(1).max(1000),
})

export const ExportedUnits = z.strictObject({
  total: z.int(),
  units: z.array(
    z.strictObject({
      path: z.string(),
      name: z.string(),
      code: z.string().nullable(),
      kindLabel: TranslatedReply,
      status: z.enum(unitStatuses),
      parentName: z.string().nullable(),
      createdAt: z.date(),
      memberCount: z.int(),
    }),
  ),
})

export const UnitChangeReply = z
  .strictObject({
    id: z.uuid(),
    version: z.int(),
    what: z.enum(unitChangeKinds),
    before: z.record(z.string(), z.unknown()),
    after: z.record(z.string(), z.unknown()),
    /** Null where the portal itself did it, or where the person is no longer here. */
    person: z.strictObject({ personId: z.uuid(), name: z.string() }).nullable(),
    at: z.date(),
  })
  .meta({ id: 'UnitChange' })

export const ListUnitChanges = z.strictObject({
  unitId: z.uuid(),
  limit: z.int().min(1).max(100).default(20),
  cursor: z.string().max(400).optional(),
})

export const UnitChangeList = z.strictObject({
  items: z.array(UnitChangeReply),
  nextCursor: z.string().nullable(),
})

export const LeaderCandidates = z.strictObject({
  items: z.array(z.strictObject({ personId: z.uuid(), name: z.string() })),
})

export const MyUnit = NamedUnit.extend({
  isPrimary: z.boolean(),
  joinedAt: z.date(),
  ancestors: z.array(z.string()),
}).meta({ id: 'MyUnit' })

export const MyUnits = z.strictObject({ items: z.array(MyUnit) })

export type UnitReply = z.output<typeof UnitReply>
export type UnitDetail = z.output<typeof UnitDetail>
export type ExportedUnits = z.output<typeof ExportedUnits>
export type MyUnit = z.output<typeof MyUnit>
export const MoveUnit = z.strictObject({ unitId: z.uuid(), parentId: z.uuid() })

export const FindPlaces = z.strictObject({ unitId: z.uuid(), search: z.string().trim().max(120).default('') })

export const PlacesToPut = z.strictObject({
  items: z.array(
    z.strictObject({
      id: z.uuid(),
      name: z.string(),
      code: z.string().nullable(),
      within: z.array(z.string()),
    }),
  ),
})

const Managers = z.array(
  z.object({ personId: z.uuid(), name: z.string(), unitId: z.uuid(), unitName: z.string() }),
)

export const MovePreview = z
  .strictObject({
    unit: z.strictObject({ id: z.uuid(), name: z.string() }),
    parent: z.strictObject({ id: z.uuid(), name: z.string() }),
    /** How many move, the unit itself among them. */
    units: z.int(),
    people: z.int(),
    /** Who holds a role above the place that it leaves, and no longer above it. */
    losing: Managers,
    gaining: Managers,
    /** What people hold at it or below it, and hold no more once it stands there: at most 200. */
    ending: z.array(
      z.strictObject({
        personId: z.uuid(),
        name: z.string(),
        unitId: z.uuid(),
        unitName: z.string(),
        what: z.string(),
      }),
    ),
    /** The code of what forbids it, and its words; null where nothing does. */
    refusal: z.string().nullable(),
    refusalText: z.string().nullable(),
  })
  .meta({ id: 'MovePreview' })

export const MergeUnit = z.strictObject({ unitId: z.uuid(), intoId: z.uuid() })

export const MergePreview = z
  .strictObject({
    unit: z.strictObject({ id: z.uuid(), name: z.string() }),
    into: z.strictObject({ id: z.uuid(), name: z.string() }),
    /** What is kept at the unit, how much of it, and what becomes of it: a locale key, and its words. */
    holdings: z.array(
      z.strictObject({ name: z.string(), fate: z.string(), fateText: z.string(), count: z.int() }),
    ),
    /** Who holds a role at or above the unit, and not above the one that it goes into. */
    losing: Managers,
    gaining: Managers,
    /** The code of what forbids it, and its words; null where nothing does. */
    refusal: z.string().nullable(),
    refusalText: z.string().nullable(),
  })
  .meta({ id: 'MergePreview' })

const place = z.strictObject({
  longitude: z.number().min(-180).max(180),
  latitude: z.number().min(-90).max(90),
})

/** As maps write it: `50.4501, 30.5234`. */
const typedPlace = z
  .string()
  .trim()
  .max(60)
  .transform((typed, context) => {
    if (typed === '') return null
    const [, latitude, longitude] = /^(-?\d{1,2}(?:\.\d+)?)\s*[,;]\s*(-?\d{1,3}(?:\.\d+)?)$/.exec(typed) ?? []
    const read = place.safeParse({ latitude: Number(latitude), longitude: Number(longitude) })
    if (latitude !== undefined && read.success) return read.data
    context.addIssue({ code: 'custom', params: { code: 'units.error.centre' } })
    return z.NEVER
  })

export const SetBoundary = z.strictObject({
  unitId: z.uuid(),
  /** GeoJSON (RFC 7946): a Polygon of one ring, alone or as the one feature; as it is or as text. Null clears it. */
  boundary: z
    .union([z.string().max(512 * 1024), z.record(z.string(), z.unknown())])
    .nullable()
    .transform((given) => (typeof given === 'string' && given.trim() === '' ? null : given)),
  /** The middle of the boundary where nothing is said. */
  centre: z
    .union([typedPlace, place])
    .nullish()
    .transform((given) => given ?? null),
})

export const ReceiveBoundary = z.strictObject({
  unitId: z.uuid(),
  file: fileField('units.error.boundary.noFile'),
})

const Position = z.strictObject({ longitude: z.number(), latitude: z.number() })

export const UnitBoundary = z
  .strictObject({
    unitId: z.uuid(),
    boundary: z
      .strictObject({
        type: z.literal('Polygon'),
        coordinates: z.array(z.array(z.array(z.number()))),
      })
      .nullable(),
    centre: Position.nullable(),
    version: z.int(),
  })
  .meta({ id: 'UnitBoundary' })

const Proposal = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    code: z.string().nullable(),
    joining: z.enum(joinings),
    within: z.array(z.string()),
  })
  .meta({ id: 'UnitProposal' })

export const Proposals = z.strictObject({ items: z.array(Proposal) })

export const PlacePerson = z.strictObject({ unitId: z.uuid(), personId: z.uuid() })

export const PrimaryUnit = z
  .strictObject({ personId: z.uuid(), unitId: z.uuid() })
  .meta({ id: 'PrimaryUnit' })

export const People = z.strictObject({ personIds: z.array(z.uuid()).max(1000) })

const PastPlace = z.strictObject({ id: z.uuid(), name: z.string() })

/** What became of somebody's places: which they left, and which they called their first one. */
export const UnitHistory = z
  .strictObject({
    left: z.array(z.strictObject({ unit: PastPlace, joinedAt: z.date(), endedAt: z.date() })),
    primary: z.array(
      z.strictObject({
        from: PastPlace,
        to: PastPlace,
        chosenAt: z.date(),
        /** Null where the person chose by themselves. */
        chosenBy: z.strictObject({ personId: z.uuid(), name: z.string() }).nullable(),
      }),
    ),
  })
  .meta({ id: 'UnitHistory' })

export type UnitHistory = z.output<typeof UnitHistory>

export const PersonToPlace = z.strictObject({ personId: z.uuid() })

export const PersonProposals = z
  .strictObject({
    personId: z.uuid(),
    name: z.string(),
    /** The membership by which the asker has charge of the person. */
    membershipId: z.uuid(),
    /** Where the person belongs, as far as the asker looks after it. */
    units: z.array(z.strictObject({ id: z.uuid(), name: z.string(), isPrimary: z.boolean() })),
    /** Whether it is known where the person lives. */
    isLocated: z.boolean(),
    items: z.array(Proposal),
  })
  .meta({ id: 'PersonUnitProposals' })

export type UnitBoundary = z.output<typeof UnitBoundary>
export type Proposals = z.output<typeof Proposals>
export type PersonProposals = z.output<typeof PersonProposals>

/** What a value of each setting must be. */
export const settingSchemas: Readonly<Record<UnitSettingName, z.ZodType>> = {
  contactEmail: z.string().trim().max(254).pipe(z.email()),
  contactPhone: z
    .string()
    .trim()
    .regex(/^\+?[\d ().-]{5,30}$/),
  website: z
    .string()
    .trim()
    .max(500)
    .pipe(z.url({ protocol: /^https?$/ })),
  welcome: translatedText(1000),
  timeZone: z
    .string()
    .max(64)
    .refine((zone) => isTimeZone(zone), { params: { code: 'notOffered' } }),
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

export const SettingReference = z.strictObject({ unitId: z.uuid(), name: z.enum(unitSettingNames) })

/** What the value must be, the setting says. */
export const SetSetting = SettingReference.extend({ value: z.unknown() })

export const SettingList = z
  .strictObject({
    items: z.array(
      z.strictObject({
        name: z.enum(unitSettingNames),
        /** Null where no unit at or above this one sets it. */
        value: z.unknown(),
        from: z.strictObject({ unitId: z.uuid(), name: z.string(), isOwn: z.boolean() }).nullable(),
      }),
    ),
  })
  .meta({ id: 'UnitSettings' })

export type SettingList = z.output<typeof SettingList>

export const AskTree = z.strictObject({
  /** The unit below which it is opened. */
  open: z.uuid().optional(),
  search: z.string().trim().max(120).default(''),
  /** Closed units as well. */
  closed: z.boolean().default(false),
})

export const TreeUnit = z
  .strictObject({
    id: z.uuid(),
    /** Null where there is none, or where it is out of the reader's sight. */
    parentId: z.uuid().nullable(),
    level: z.int(),
    code: z.string().nullable(),
    name: z.string(),
    status: z.enum(unitStatuses),
    kindName: z.string(),
    icon: z.enum(kindIcons).nullable(),
    members: z.int(),
    people: z.int(),
    /** Units right below it, also where they are not among these. */
    below: z.int(),
    isFound: z.boolean(),
  })
  .meta({ id: 'TreeUnit' })

export const UnitTree = z
  .strictObject({ items: z.array(TreeUnit), isWhole: z.boolean() })
  .meta({ id: 'UnitTree' })

export type TreeUnit = z.output<typeof TreeUnit>
export type UnitTree = z.output<typeof UnitTree>
export type MergePreview = z.output<typeof MergePreview>
export type MovePreview = z.output<typeof MovePreview>
export type PlacesToPut = z.output<typeof PlacesToPut>
export type KindReply = z.output<typeof KindReply>
export type KindList = z.output<typeof KindList>
export type UnitChangeReply = z.output<typeof UnitChangeReply>
export type LeaderCandidates = z.output<typeof LeaderCandidates>

const WhyMove = writtenText(1000)

export const RequestTransfer = z.strictObject({
  unitId: z.uuid(),
  fromUnitId: z.uuid().describe('The id of the unit that one leaves.'),
  reason: WhyMove,
})

export const TransferReference = z.strictObject({ transferId: z.uuid() })

/** Staff of the unit that is left begin it; those of the other one decide. */
export const BeginTransfer = z.strictObject({
  personId: z.uuid(),
  fromUnitId: z.uuid().describe('The id of the unit that they leave.'),
  toUnitId: z.uuid().describe('The id of the unit that they come to.'),
  reason: WhyMove,
})

export const FindTransferTargets = z.strictObject({
  personId: z.uuid(),
  search: z.string().trim().max(120).default(''),
})

export const TransferTargets = z.strictObject({
  personId: z.uuid(),
  name: z.string(),
  /** Where the person belongs, as far as the asker looks after it. */
  from: z.array(z.strictObject({ id: z.uuid(), name: z.string() })),
  items: PlacesToPut.shape.items,
})

export type TransferTargets = z.output<typeof TransferTargets>

export const ListTransfers = z.strictObject({
  limit: z.int().min(1).max(100).default(20),
  cursor: z.string().max(400).optional(),
})

/** Whoever asked reads the answer. */
export const DecideTransfer = TransferReference.extend({
  answer: z
    .string()
    .trim()
    .max(1000)
    .nullish()
    .transform((text) => text || null)
    .describe('What whoever asked is told; may be left out.'),
})

export const RefuseTransfer = TransferReference.extend({
  answer: WhyMove.describe('Why not; whoever asked reads it.'),
})

const PlaceOfTransfer = z.strictObject({ id: z.uuid(), name: z.string() })

export const TransferReply = z
  .strictObject({
    id: z.uuid(),
    state: z.enum(transferStates),
    person: z.strictObject({ personId: z.uuid(), name: z.string() }),
    from: PlaceOfTransfer,
    to: PlaceOfTransfer,
    reason: z.string().nullable(),
    answer: z.string().nullable(),
    requestedAt: z.date(),
    decidedAt: z.date().nullable(),
    decidedBy: z.strictObject({ personId: z.uuid(), name: z.string() }).nullable(),
    /** Who began it for them; null where they asked by themselves. */
    requestedBy: z.strictObject({ personId: z.uuid(), name: z.string() }).nullable(),
  })
  .meta({ id: 'Transfer' })

/** For staff: of both sides, and whether the reader decides. */
export const ListedTransfer = TransferReply.extend({ mayDecide: z.boolean() }).meta({ id: 'ListedTransfer' })

export const TransferLetter = z.strictObject({
  /** Staff began it for the person. */
  isBegun: z.boolean(),
  /** Who of them. */
  requestedBy: z.strictObject({ personId: z.uuid(), name: z.string() }).nullable(),
  state: z.enum(transferStates),
  personName: z.string(),
  fromName: z.string(),
  toName: z.string(),
  reason: z.string().nullable(),
  answer: z.string().nullable(),
})

export const Transfers = z.strictObject({ items: z.array(TransferReply) })

export const TransferPage = z
  .strictObject({ items: z.array(ListedTransfer), nextCursor: z.string().nullable() })
  .meta({ id: 'TransferPage' })

export type ListedTransfer = z.output<typeof ListedTransfer>

export type TransferReply = z.output<typeof TransferReply>
