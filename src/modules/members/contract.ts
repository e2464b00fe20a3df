import { z } from 'zod'
import { fileField } from '../../platform/storage/incoming.ts'
import { TranslatedReply } from '../../platform/translated-text.ts'
import { isFieldColumn, leaveOut, personColumns, unitColumn } from './import/columns.ts'
import { mostColumns, mostRows } from './import/person-table.ts'
import { keptReasons } from './import/undo.ts'

export const Places = z.strictObject({
  items: z.array(z.strictObject({ id: z.uuid(), name: z.string(), level: z.int() })),
})

export type Places = z.output<typeof Places>

export const ReceiveImport = z.strictObject({
  unitId: z.uuid(),
  file: fileField('members.error.importNoFile'),
})

const ImportColumn = z
  .string()
  .max(60)
  .refine(
    (column) =>
      column === leaveOut ||
      column === unitColumn ||
      (personColumns as readonly string[]).includes(column) ||
      /^field:[a-z][a-z0-9_]{0,38}$/.test(column),
    { params: { code: 'notOffered' } },
  )

/** What each column of the file stands for, in their order: a part of the person, `field:<key>`, or `-` for nothing. */
const ImportColumns = z
  .array(ImportColumn)
  .max(mostColumns)
  .superRefine((columns, context) => {
    for (const [index, column] of columns.entries())
      if (column !== leaveOut && columns.indexOf(column) !== index)
        context.addIssue({
          code: 'custom',
          path: [index],
          params: { code: 'members.error.importColumnTwice' },
        })
  })

/** A file that was received, as only whoever sent it can name it. */
export const ImportReference = z
  .strictObject({ unitId: z.uuid(), fileId: z.uuid(), ticket: z.string().regex(/^[\w-]{43}$/) })
  .meta({ id: 'ImportReference' })

/**
 * What becomes of rows whose e-mail address names a member whom whoever hands them in looks after: they are refused, the
 * member is added to the unit of the row, or is changed by what the row says as well.
 */
export const knownChoices = ['refuse', 'add', 'change'] as const
const Known = z.enum(knownChoices).default('refuse')
export type Known = (typeof knownChoices)[number]

export const PreviewImport = ImportReference.extend({ columns: ImportColumns.optional(), known: Known })

export const StartImport = ImportReference.extend({
  known: Known,
  /** `all`: all rows or none; `good`: those that are not refused. */
  mode: z.enum(['all', 'good']).default('good'),
  columns: ImportColumns.refine(
    (columns) => columns.includes('givenName') || columns.includes('familyName'),
    { params: { code: 'members.error.importNameless' } },
  ),
})

const RowIssue = z.strictObject({
  /** What the column stands for; null where the whole row is meant. */
  column: z.string().nullable(),
  code: z.string(),
  /** Fills the words of the code. */
  values: z.record(z.string(), z.union([z.string(), z.number(), z.date()])),
  /** The words of the code. */
  text: z.string(),
  /** Who is there already, where whoever reads this looks after them. */
  personId: z.uuid().nullable(),
  name: z.string().nullable(),
})

/** What of a member would become another: in words, from what to what. */
const RowChange = z.strictObject({
  /** What the column stands for. */
  column: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  /** It changes, and neither is told: sealed fields are read one person at a time. */
  isSealed: z.boolean(),
})

/** A row adds somebody, changes a member, says of a member what is so already, or is refused. */
export const outcomes = ['added', 'changed', 'same', 'refused'] as const

const RowWarning = z.strictObject({
  code: z.string(),
  text: z.string(),
  /** The row before it that seems to say the same. */
  row: z.int().nullable(),
  /** Who seems to be the same, where whoever reads this looks after them. */
  personId: z.uuid().nullable(),
  name: z.string().nullable(),
})

export const ImportPreview = z.strictObject({
  unitId: z.uuid(),
  unitName: z.string(),
  columns: z.array(z.strictObject({ heading: z.string(), sample: z.string(), standsFor: z.string() })),
  /** Fields of the association that a column may stand for. */
  fields: z.array(z.strictObject({ column: z.string(), label: TranslatedReply })),
  known: z.enum(knownChoices),
  /** How many rows would add somebody, how many would change somebody who is there, and how many say nothing new of them. */
  ready: z.int(),
  changing: z.int(),
  same: z.int(),
  refused: z.int(),
  /** How many of those that would be brought in are probably somebody who is there. */
  doubtful: z.int(),
  /** The first of them: those that would be refused, then those that are doubtful, then those that change somebody, then all others. */
  rows: z.array(
    z.strictObject({
      row: z.int(),
      name: z.string(),
      outcome: z.enum(outcomes),
      /** Whom it would change, or speaks of; null where it would add somebody, or is refused. */
      personId: z.uuid().nullable(),
      /** What of them would become another. */
      changes: z.array(RowChange),
      issues: z.array(RowIssue),
      /** What speaks for a duplicate, though it does not stop the row. */
      warnings: z.array(RowWarning),
    }),
  ),
})

export const ImportPeople = z.strictObject({
  importId: z.uuid(),
  rows: z
    .array(
      z.strictObject({
        row: z.int(),
        /** That of the import, or one below it. */
        unitId: z.uuid(),
        person: z.record(z.enum(personColumns), z.string().nullable()),
        /** Null where whoever brings them in may not fill in fields, or there are none. */
        values: z.record(z.string(), z.unknown()).nullable(),
        /** A member who is added to the unit; nobody is made. */
        knownId: z.uuid().nullable().default(null),
      }),
    )
    .max(mostRows),
  /** Whether members who are there already are changed by what the rows say. */
  change: z.boolean().default(false),
  locale: z.string(),
  timeZone: z.string(),
})

/** How many were made, how many who were there were added to a unit or changed, and of how many nothing new was said. */
export const PeopleCame = z.strictObject({ added: z.int(), changed: z.int(), same: z.int() })

export const MatchRows = z.strictObject({
  unitId: z.uuid(),
  rows: z.array(z.strictObject({ row: z.int(), unit: z.string().nullable(), email: z.string().nullable() })),
})

export const Matches = z.strictObject({
  rows: z.array(
    z.strictObject({
      row: z.int(),
      unitId: z.uuid(),
      unitName: z.string(),
      /** What is wrong with the unit that it names. */
      issue: z.string().nullable(),
      personId: z.uuid().nullable(),
      /** Whether that person belongs to the unit. */
      belongs: z.boolean(),
    }),
  ),
})

export type Match = z.output<typeof Matches>['rows'][number]

export const ImportKey = z.strictObject({ importId: z.uuid() })

export const ImportRowKeys = ImportKey.extend({ rows: z.array(z.int()).max(mostRows) })

export const TakenBack = z.strictObject({
  rows: z.array(
    z.strictObject({
      row: z.int(),
      /** Null where they are gone. */
      keptFor: z.enum(keptReasons).nullable(),
      /** Why they stay, in words. */
      text: z.string().nullable(),
    }),
  ),
})

export const UndoRows = z.strictObject({
  rows: z.array(z.int()),
  /** How many of them added somebody who was there to a unit, or changed them. */
  changed: z.int(),
})

export const ImportReply = z
  .strictObject({
    id: z.uuid(),
    unitId: z.uuid(),
    unitName: z.string(),
    startedAt: z.date(),
    startedBy: z.string().nullable(),
    /** How many people it made, and how many who were there it added to a unit or changed. */
    added: z.int(),
    changed: z.int(),
    /** How many of them were taken back, and how many an undo has left where they are. */
    taken: z.int(),
    kept: z.int(),
    /** How many an undo would erase now, how many who were there before it would put back, and how many it would leave. */
    goes: z.int(),
    restores: z.int(),
    stays: z.int(),
    undoUntil: z.date(),
    undoneAt: z.date().nullable(),
    isUnderWay: z.boolean(),
    isUndoing: z.boolean(),
    /** The task, where whoever asks has started it and it goes on. */
    taskId: z.uuid().nullable(),
    undoTaskId: z.uuid().nullable(),
    /** Who stays and why, the first hundred; without a name where they are no longer here. */
    rows: z.array(
      z.strictObject({
        row: z.int(),
        personId: z.uuid().nullable(),
        name: z.string().nullable(),
        reason: z.enum(keptReasons),
        text: z.string(),
      }),
    ),
    abilities: z.strictObject({ undo: z.boolean() }),
  })
  .meta({ id: 'MemberImport' })

export type ImportReply = z.output<typeof ImportReply>
export type ImportReference = z.output<typeof ImportReference>
export type ImportPreview = z.output<typeof ImportPreview>
export type RowChange = z.output<typeof RowChange>
export type RowIssue = z.output<typeof RowIssue>

export function tellsFields(columns: readonly string[]): boolean {
  return columns.some(isFieldColumn)
}
