import { z } from 'zod'
import { TranslatedReply } from '../../platform/translated-text.ts'

export const Nothing = z.strictObject({})

export const PersonReference = z.strictObject({ personId: z.uuid() })

export const MergePeople = z.strictObject({
  /** The entry that stays. */
  keptId: z.uuid(),
  /** The entry that is emptied into it. */
  mergedId: z.uuid(),
})

/** The entry that stayed, and the merge by which it can be undone. */
export const Merged = z.strictObject({ personId: z.uuid(), mergeId: z.uuid() })

export const MergeReference = z.strictObject({ mergeId: z.uuid() })

export const LeftReply = z.strictObject({
  title: z.string(),
  count: z.int(),
  reason: z.enum(['changed', 'gone', 'taken']),
  text: z.string(),
})

export const MergeUndone = z.strictObject({
  keptId: z.uuid(),
  mergedId: z.uuid(),
  /** What stays as it is by now, and why. */
  left: z.array(LeftReply),
})

const MergeEntry = z.strictObject({ personId: z.uuid(), name: z.string() })

export const MergeReply = z
  .strictObject({
    id: z.uuid(),
    kept: MergeEntry,
    merged: MergeEntry,
    mergedAt: z.date(),
    mergedBy: z.string().nullable(),
    undoUntil: z.date(),
    undoneAt: z.date().nullable(),
    undoneBy: z.string().nullable(),
    /** What would go back as things are now, and how many rows of it. */
    back: z.array(z.strictObject({ title: z.string(), count: z.int() })),
    /** What would stay as it is, and why. */
    left: z.array(LeftReply),
    /** Why it cannot be undone, in words as well. */
    refusal: z.string().nullable(),
    refusalText: z.string().nullable(),
    abilities: z.strictObject({ undo: z.boolean() }),
  })
  .meta({ id: 'PersonMerge' })

export const Pair = z.strictObject({ personId: z.uuid(), otherId: z.uuid() })

export const PairSaid = z.strictObject({ distinct: z.boolean() })

export const FindEntries = z.strictObject({
  personId: z.uuid(),
  /** Part of a name or an address; without it those of the same name. */
  text: z.string().trim().max(120).default(''),
})

const Entry = z.strictObject({
  personId: z.uuid(),
  displayName: z.string(),
  nativeName: z.string().nullable(),
  email: z.string().nullable(),
  createdAt: z.date(),
})

/** `different` are those of whom staff have said that they are other people: they are offered no more. */
export const Entries = z.strictObject({ of: Entry, items: z.array(Entry), different: z.array(Entry) })

/** Why two entries are probably one person, the surest reason first. */
export const duplicateReasons = ['email', 'phone', 'name'] as const

export const ListDuplicates = z.strictObject({
  limit: z.int().min(1).max(100).default(20),
  cursor: z.string().max(1000).optional(),
})

/** A pair is told once for each reason. */
export const Duplicates = z.strictObject({
  items: z.array(z.strictObject({ by: z.enum(duplicateReasons), first: Entry, second: Entry })),
  nextCursor: z.string().nullable(),
})

export type Duplicates = z.output<typeof Duplicates>

/** The pair that a page ended with. */
export const PairPlace = z.tuple([z.enum(duplicateReasons), z.string(), z.uuid(), z.uuid()])
export type PairPlace = z.output<typeof PairPlace>

/** What staff look at who decide whether two entries are one person. */
const Compared = z.strictObject({
  /** As it was told, and as they sign in with it. */
  phone: z.string().nullable(),
  signInPhone: z.string().nullable(),
  units: z.array(z.string()),
  standing: z.string(),
})
export type Compared = z.output<typeof Compared>

const ComparedEntry = Entry.extend({
  ...Compared.shape,
  standingText: z.string(),
  /** What they are said to be more in the fields of the association that are not sealed, in words; a birthday is one of these. */
  fields: z.array(z.strictObject({ key: z.string(), label: TranslatedReply, value: z.string() })),
})

export const MergePreview = z.strictObject({
  kept: ComparedEntry,
  merged: ComparedEntry,
  /** Two accounts cannot lead to one person: that of the merged entry no longer does. */
  losesAccount: z.boolean(),
  /** For how long it can be undone. */
  undoDays: z.int(),
  /** What is kept about both, and how much of it moves. */
  tables: z.array(z.strictObject({ title: z.string(), kept: z.int(), merged: z.int() })),
  /** What gives way, where both have something of which one is kept. */
  warnings: z.array(z.string()),
})

export type Entry = z.output<typeof Entry>
export type Entries = z.output<typeof Entries>
export type LeftReply = z.output<typeof LeftReply>
export type MergeReply = z.output<typeof MergeReply>
export type MergePreview = z.output<typeof MergePreview>

/** Nobody closes anything by a slip: the box is ticked, or the field is said. */
export const Confirmed = z.strictObject({
  confirmed: z.boolean().refine((given) => given, { params: { code: 'privacy.error.confirm' } }),
})

export const ClosingReply = z.strictObject({ dueAt: z.date() })

export const ClosingReference = z.strictObject({ closingId: z.uuid() })

export const ErasePeople = z.strictObject({ limit: z.int().min(1).max(100) })

export const PeopleErased = z.strictObject({ people: z.int() })

export const Erased = z.strictObject({ people: z.int(), account: z.boolean() })

/** What stands in the way of leaving: the codes of refusals, and their words. */
export const MyData = z.strictObject({
  leavesAt: z.date().nullable(),
  graceDays: z.int(),
  /** Associations that the account is somebody in. */
  associations: z.array(z.string()),
  objections: z.array(z.strictObject({ code: z.string(), text: z.string() })),
})

export const ClosingLetter = z
  .strictObject({
    whole: z.boolean(),
    dueAt: z.date(),
    accountId: z.uuid(),
    associationName: z.string().nullable(),
  })
  .nullable()

export type MyData = z.output<typeof MyData>

export const ExportOf = z.strictObject({ personId: z.uuid(), accountId: z.uuid() })

export const DataExport = z.strictObject({
  associationName: z.string(),
  rooms: z.array(
    z.strictObject({
      room: z.string(),
      tables: z.array(
        z.strictObject({
          table: z.string(),
          purpose: z.string(),
          ground: z.string(),
          kept: z.string(),
          rows: z.array(z.custom<object>()).optional(),
          leftOut: z.string().optional(),
        }),
      ),
    }),
  ),
  files: z.array(
    z.strictObject({ room: z.string(), fileId: z.uuid(), mediaType: z.string(), name: z.string() }),
  ),
})

export const MergeLetter = z
  .strictObject({
    channel: z.enum(['email', 'phone']),
    to: z.string(),
    name: z.string(),
    locale: z.string(),
    timeZone: z.string(),
    /** Of the account by which they get in, as much as its owner needs to know it. */
    keptAddress: z.string(),
  })
  .nullable()
