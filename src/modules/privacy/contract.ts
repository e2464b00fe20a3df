import { z } from 'zod'

export const Nothing = z.strictObject({})

export const PersonReference = z.strictObject({ personId: z.uuid() })

export const MergePeople = z.strictObject({
  /** The entry that stays. */
  keptId: z.uuid(),
  /** The entry that is emptied into it. */
  mergedId: z.uuid(),
})

export const Merged = z.strictObject({ personId: z.uuid() })

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

export const Entries = z.strictObject({ of: Entry, items: z.array(Entry) })

export const MergePreview = z.strictObject({
  kept: Entry,
  merged: Entry,
  /** Two accounts cannot lead to one person: that of the merged entry no longer does. */
  losesAccount: z.boolean(),
  /** What is kept about both, and how much of it moves. */
  tables: z.array(z.strictObject({ title: z.string(), kept: z.int(), merged: z.int() })),
})

export type Entry = z.output<typeof Entry>
export type Entries = z.output<typeof Entries>
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
