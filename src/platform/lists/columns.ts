import { z } from 'zod'
import type { Sql } from '../db/sql.ts'
import type { Tone } from '../presentation/list.ts'

interface AnyColumn {
  /** What is selected. */
  sql: Sql
  /** Locale key of its words. */
  label?: string
  /** The words themselves instead, where an installation has made the column. */
  text?: string
  nullable?: boolean
  /** Its texts stand in the cursor, so they are no longer than a few hundred characters. */
  sortable?: boolean
  /** What it sorts by, where that is not what is shown: a family name before a given name. */
  sortedBy?: Sql
  /** `always`: names the row. `yes`, `no`: unless the reader chooses otherwise. `never`: for programs only. */
  shown?: 'always' | 'yes' | 'no' | 'never'
  /** False keeps it out of files; what is for programs only stays out anyway. */
  exported?: boolean
}

/** Texts sort by bytes; names sort as the reader's language does. A number is a double precision one. */
export interface PlainColumn extends AnyColumn {
  /** What values stand for, where an installation has made the options: `s` -> `Small`; several are told by commas. */
  texts?: Readonly<Record<string, string>>
  /** Rows are answered with what the value stands for instead of the value: see `named` of the list. */
  said?: true
  /** `code`: a name that is the same in every language. */
  type: 'text' | 'code' | 'name' | 'id' | 'date' | 'boolean' | 'integer' | 'number'
}

/** A moment, shown with its time in the reader's zone. */
export interface InstantColumn extends AnyColumn {
  type: 'instant'
  /** `day` where the time tells nobody anything: the day that it has in the reader's zone. */
  precision?: 'minute' | 'day'
}

/** One of a few words that the house knows: `<words>.<value>` says each. */
export interface ChoiceColumn<Option extends string = string> extends AnyColumn {
  type: 'choice' | 'status'
  options: readonly Option[]
  words: string
  /** There are others beside these, which an installation has named: see `named` of the list. */
  open?: true
  texts?: Readonly<Record<string, string>>
  /** Colour and shape of a status. */
  tones?: Readonly<Record<string, Tone>>
}

/** Minor units of the currency that another column of the list names. */
export interface MoneyColumn extends AnyColumn {
  type: 'money'
  currency: string
}

export type Column = PlainColumn | InstantColumn | ChoiceColumn | MoneyColumn
export type ColumnType = Column['type']
export type Columns = Readonly<Record<string, Column>>

type Plain<Each extends Column> = Each extends { open: true }
  ? string
  : Each extends { options: readonly (infer Option)[] }
    ? Option
    : Each['type'] extends 'integer' | 'number' | 'money'
      ? number
      : Each['type'] extends 'boolean'
        ? boolean
        : Each['type'] extends 'instant'
          ? Date
          : string

type ValueOf<Each extends Column> = Each extends { nullable: true } ? Plain<Each> | null : Plain<Each>

/** A row of a list as it is answered. */
export type ItemOf<Of extends Columns> = { id: string } & { -readonly [Key in keyof Of]: ValueOf<Of[Key]> }

export function schemaOf(column: Column): z.ZodType {
  const schema = plainSchema(column)
  return column.nullable ? schema.nullable() : schema
}

function plainSchema(column: Column): z.ZodType {
  switch (column.type) {
    case 'choice':
    case 'status':
      return column.open ? z.string() : z.enum(column.options as [string, ...string[]])
    case 'integer':
    case 'money':
      return z.int()
    case 'number':
      return z.number()
    case 'boolean':
      return z.boolean()
    case 'instant':
      return z.date()
    case 'id':
      return z.uuid()
    default:
      return z.string()
  }
}

const casts: Readonly<Record<ColumnType, string>> = {
  text: 'text',
  code: 'text',
  name: 'text',
  choice: 'text',
  status: 'text',
  id: 'uuid',
  date: 'date',
  instant: 'timestamptz',
  boolean: 'boolean',
  integer: 'bigint',
  money: 'bigint',
  number: 'numeric',
}

export function castOf({ type }: Column): string {
  return casts[type]
}

/** Rows already hold their texts as they are; of all else the database's own text is what compares exactly. */
export function comparesAsText({ type }: Column): boolean {
  return casts[type] === 'text'
}

/** Whether a text from a cursor is one that the database would have written: anything else would be its fault 500. */
export function isSortKey({ type }: Column, text: string): boolean {
  switch (casts[type]) {
    case 'bigint':
      return /^-?\d{1,18}$/.test(text)
    case 'numeric':
      // The database writes very small and very large ones with an exponent.
      return /^-?\d{1,40}(\.\d{1,40})?(e[+-]\d{1,3})?$/.test(text)
    case 'boolean':
      return text === 'true' || text === 'false'
    case 'date':
      return isDay(text)
    case 'timestamptz':
      return (
        /^\d{4}-\d\d-\d\d ([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?\+00$/.test(text) &&
        isDay(text.slice(0, 10))
      )
    case 'uuid':
      return z.uuid().safeParse(text).success
    default:
      return text.length <= 2000
  }
}

/** A day of the calendar that the database knows as well: it has no year 0. */
export function isDay(text: string): boolean {
  return text >= '0001' && z.iso.date().safeParse(text).success
}
