import type { RunSql } from '../db/database.ts'
import type { CommandContext } from '../declare/operation.ts'
import type { Message, Progress } from '../declare/task.ts'
import type { Starter } from '../policy/slots.ts'
import type { MessageValues } from '../presentation/view.ts'
import type { Caller, Runner } from '../run/runner.ts'
import type { WrittenFile } from './output.ts'

/** One run of a task: whoever takes the task up next makes this one count for nothing. */
export interface TaskRun {
  taskId: string
  runId: string
}

/** A task as the run that takes it up finds it. */
export interface ClaimedTask {
  tenantId: string | null
  personId: string | null
  input: unknown
  locale: string
  timeZone: string
  done: number
  total: number | null
  phase: string | null
  checkpoint: unknown
  parts: string[]
  /** Persons of whom they speak. */
  mentions: string[]
  /** This run included. */
  attempts: number
  isCancelled: boolean
}

/** `lost`: another run has the task, or it has ended. */
export type Standing = 'held' | 'cancelled' | 'lost'

export interface Checkpoint {
  state: unknown
  /** Keys of what was written so far, in the order of writing. */
  parts: readonly string[]
  mentions: readonly string[]
}

export type ResultFile = WrittenFile & { fileName: string; mediaType: string }

export type TaskEnd =
  /** Cancelled work may leave a file and words as well: of what it had done until then. */
  | {
      outcome: 'done' | 'cancelled'
      result: ResultFile | null
      mentions: string[]
      summary: Message | null
      /** It was done to its end, and nothing came of it. */
      cameToNothing: boolean
    }
  /** Without a problem it was a fault of ours, whose details are in the log. */
  | { outcome: 'failed'; problem: { code: string; values: MessageValues } | null }

/** An act on many rows of a list, as its task keeps it. */
export interface RowActs {
  /** Name of the bulk command. */
  operation: string
  rowIds: string[]
  /** The token by which a program has started it: the task may do no more than that. */
  token: Starter['token']
  /** What was asked once for all rows. */
  extra: Record<string, unknown>
}

/** Filled by the room that owns tasks: how workers take them up, keep them and end them. */
export interface TaskKeeping {
  /** Begins an act on many rows when the command whose context this is commits. */
  startRowActs(
    context: Pick<CommandContext<never, never>, 'actor' | 'locale' | 'call'>,
    acts: RowActs,
    title: { title: string; values: MessageValues },
  ): Promise<{ taskId: string }>
  /** Null where the task has ended already or is not known. */
  claim(sql: RunSql, run: TaskRun, now: Date): Promise<ClaimedTask | null>
  /** Says that the run lives and how far it is. */
  note(
    sql: RunSql,
    run: TaskRun,
    progress: Progress,
    checkpoint: Checkpoint | null,
    now: Date,
  ): Promise<Standing>
  /** The run is over and the task is not: another one follows. */
  letGo(sql: RunSql, run: TaskRun, countsAsTry: boolean): Promise<void>
  /** False where another run has it. */
  end(call: Runner['call'], caller: Caller, run: TaskRun, end: TaskEnd): Promise<boolean>
}
