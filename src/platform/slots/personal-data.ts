import type { RunSql } from '../db/database.ts'
import type { CommandContext } from '../declare/operation.ts'
import type { AppError } from '../errors.ts'
import type { Words } from '../presentation/words.ts'
import type { Services } from '../services.ts'

/** Whom it is about: a person of an association, with the account behind them if there is one. */
export interface Subject {
  tenantId: string
  personId: string
  accountId: string | null
}

/** On what ground something is kept (the words are those of the GDPR, article 6 and article 17, paragraph 3). */
export type Ground = 'contract' | 'legal duty' | 'legitimate interest' | 'consent'

/** What a table is left out of, and why. */
export interface Omission {
  not: string
}

export interface ExportedFile {
  fileId: string
  mediaType: string
  /** What it is, as a name of a file without its ending. */
  name: string
}

/** The file is for the person: what is sealed in the database is opened into it. */
export type Exporter = (
  run: RunSql,
  subject: Subject,
  services: Pick<Services, 'crypto'>,
) => Promise<object[]>

/** Who is erased: people of one association, several at once; or an account. */
export interface Leavers {
  tenantId: string
  personIds: readonly string[]
  accountId: string | null
}

/** The part of a command that rooms take part with. */
export type Joined = Pick<CommandContext<never, unknown>, 'tx' | 'now' | 'call' | 'emit' | 'services'>

/** However many there are, in as many statements as for one: thousands are taken back at once. */
export type Eraser = (context: Joined, leavers: Leavers) => Promise<void>

/** Moves what belongs to one row of a person to another row of the same person. */
export type Merger = (context: Joined, between: { from: Subject; into: Subject }) => Promise<void>

/** What a room keeps about people in one table, and what becomes of it. Where nothing does, it says why. */
export interface PersonalTable {
  table: string
  /** What people call it. Whoever merges two entries reads how much of it each has. */
  title?: Words
  /** `account`: it goes only when the account does, since the account may be a person elsewhere as well. */
  of: 'person' | 'account'
  /** The columns that say whom a row is about. Every foreign key to a person or an account is among them. */
  columns: readonly string[]
  /** Those that hold the ids of several people. */
  lists?: readonly string[]
  /** What it is kept for. */
  purpose: string
  ground: Ground
  /** For how long. */
  kept: string
  export: Exporter | Omission
  files?: (run: RunSql, subject: Subject) => Promise<ExportedFile[]>
  erase: Eraser | Omission
  merge: Merger | Omission
  /** What whoever merges two entries has to know before, beside how much moves. */
  warnsOfMerge?: (run: RunSql, between: { from: Subject; into: Subject }, now: Date) => Promise<Words[]>
  /**
   * Undoing a merge puts rows back as they were, by what the merge has changed (merge-record.ts): nothing is to be said
   * here, but what of a table does not come back.
   */
  unmerge?: Omission | Leaving
}

/** Columns that undoing a merge leaves as they are, and why. */
export interface Leaving {
  leaves: readonly string[]
  because: string
}

export interface PersonalData {
  tables: readonly PersonalTable[]
  /** What forbids for now that somebody leaves. */
  objections?: (run: RunSql, subject: Subject, now: Date) => Promise<AppError[]>
}

export function isLeaving(part: Omission | Leaving | undefined): part is Leaving {
  return part !== undefined && 'leaves' in part
}

export function isOmission(part: Exporter | Eraser | Merger | Omission): part is Omission {
  return typeof part !== 'function'
}
