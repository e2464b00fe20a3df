import { z } from 'zod'
import { fileField } from '../../platform/storage/incoming.ts'
import { TranslatedReply } from '../../platform/translated-text.ts'
import { isFieldColumn, leaveOut, personColumns } from './import/columns.ts'
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

export const PreviewImport = ImportReference.extend({ columns: ImportColumns.optional() })

export const StartImport = ImportReference.extend({
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
})

export const ImportPreview = z.strictObject({
  unitId: z.uuid(),
  unitName: z.string(),
  columns: z.array(z.strictObject({ heading: z.string(), sample: z.string(), standsFor: z.string() })),
  /** Fields of the association that a column may stand for. */
  fields: z.array(z.strictObject({ column: z.string(), label: TranslatedReply })),
  ready: z.int(),
  refused: z.int(),
  /** The first of them, those that would be refused before all others. */
  rows: z.array(z.strictObject({ row: z.int(), name: z.string(), issues: z.array(RowIssue) })),
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
      }),
    )
    .max(mostRows),
  locale: z.string(),
  timeZone: z.string(),
})

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

export const UndoRows = z.strictObject({ rows: z.array(z.int()) })

export const ImportReply = z
  .strictObject({
    id: z.uuid(),
    unitId: z.uuid(),
    unitName: z.string(),
    startedAt: z.date(),
    startedBy: z.string().nullable(),
    /** How many people it made. */
    added: z.int(),
    /** How many of them were taken back, and how many an undo has left where they are. */
    taken: z.int(),
    kept: z.int(),
    /** How many an undo would take back now, and how many it would leave. */
    goes: z.int(),
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
export type RowIssue = z.output<typeof RowIssue>

export function tellsFields(columns: readonly string[]): boolean {
  return columns.some(isFieldColumn)
}
