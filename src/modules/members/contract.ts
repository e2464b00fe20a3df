import { z } from 'zod'
import { fileField } from '../../platform/storage/incoming.ts'
import { TranslatedReply } from '../../platform/translated-text.ts'
import { isFieldColumn, leaveOut, personColumns } from './import/columns.ts'
import { mostColumns } from './import/person-table.ts'

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

export const ImportPerson = z.strictObject({
  unitId: z.uuid(),
  /** Makes two equal rows two calls. */
  row: z.int(),
  person: z.record(z.enum(personColumns), z.string().nullable()),
  /** Null where whoever brings them in may not fill in fields, or there are none. */
  values: z.record(z.string(), z.unknown()).nullable(),
  locale: z.string(),
  timeZone: z.string(),
})

export type ImportReference = z.output<typeof ImportReference>
export type ImportPreview = z.output<typeof ImportPreview>
export type RowIssue = z.output<typeof RowIssue>

export function tellsFields(columns: readonly string[]): boolean {
  return columns.some(isFieldColumn)
}
