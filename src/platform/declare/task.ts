import { z } from 'zod'
import type { BoundActs } from '../lists/bound-acts.ts'
import type { Starter } from '../policy/slots.ts'
import type { MessageValues, Translate } from '../presentation/view.ts'
import type { Output } from '../tasks/output.ts'
import type { RowActs } from '../tasks/task-keeping.ts'
import { type Fact, fact } from './fact.ts'
import type { JobContext, RetryPolicy } from './job.ts'
import type { AnyCommand, AnyQuery, InputOf, OutputOf } from './operation.ts'

/**
 * Long work that a command of a room starts and a job does. The room knows its kind, `jobs/` how it is done, as with
 * a fact and the job that reacts to it.
 */
export interface TaskKind<Input extends z.ZodObject = z.ZodObject> {
  kind: 'taskKind'
  /** `<room>.<verbNoun>`; also the name of its job and queue. */
  name: string
  /** Locale key of what people call it. Its values are given when it is started. */
  title: string
  input: Input
  /** Whether it may be stopped half-way: what it has done until then may stay as it is. */
  cancellable: boolean
  /** It is about nobody but whoever starts it: they see it, and fetch its file, also while their membership rests. */
  aboutOneself?: boolean
  /** Its file speaks of people: to fetch it takes having stepped up, as the file of a list of people does. */
  namesPeople: boolean
  /**
   * The name of the query that is asked as whoever fetches the file, each time: where that answers nothing any more, the file is not theirs any more either.
   * Left out, it stays with whoever started the task.
   */
  fileWhile?: { query: string; of(input: Readonly<Record<string, unknown>>): Record<string, unknown> }
  /** The page of what it is about, once it has ended; `:taskId` is its own id, another `:<name>` that field of its input. */
  page?: { path: string; label: string }
  /** Only one at a time in the whole installation: another one is refused until it has ended. */
  alone?: boolean
}

export function taskKind<Input extends z.ZodObject>(
  declaration: Omit<TaskKind<Input>, 'kind'>,
): TaskKind<Input> {
  return { kind: 'taskKind', ...declaration }
}

/** A kind of any input, as lists of kinds hold it. */
export type AnyTaskKind = Omit<TaskKind, 'input'> & { input: z.ZodObject }

const TaskStarted = z.object({ taskId: z.uuid() })

/** The fact by which a task comes to its job. */
export function startOf({ name }: Pick<TaskKind, 'name'>): Fact<typeof TaskStarted> {
  return fact(name, 1, TaskStarted)
}

/** How far a task is. */
export interface Progress {
  done: number
  /** Left out while nobody knows yet. */
  total?: number
  /** Locale key of what is being done now. */
  phase?: string
}

/** A locale key with the values of its message. */
export interface Message {
  message: string
  values: MessageValues
}

export interface TaskContext<State = unknown> extends JobContext {
  taskId: string
  /** Of whoever started it; null where nobody did. */
  personId: string | null
  tenantId: string | null
  locale: string
  timeZone: string
  /** Words for the result, in the language of whoever started it. */
  t: Translate
  /** Aborted when the task is cancelled, taken over by another worker, or shall go on elsewhere. */
  signal: AbortSignal
  /** What the last run that came this far kept; null at the beginning. */
  state: State | null
  /** Says how far it is, as often as it likes; people see it a second later. A cancelled task may end here as well. */
  progress(progress: Progress): void
  /**
   * Keeps how far the work has come, with everything written to `output` since the last time: a run after this one
   * goes on from here. Call it after each step; it is also the place where a cancelled task ends.
   */
  checkpoint(state: State, progress?: Progress): Promise<void>
  /** What becomes the file that people fetch. Nothing written, no file. */
  output: Output
  /** Where what was written is of use to who cancels as well: what it becomes then. */
  handOutIfCancelled(result: Result): void
  /**
   * Says what came of it, in words that stand on its page once it has ended. Where it was done to its end and nothing came of
   * it (`cameToNothing`), nobody shall read that all went well.
   */
  conclude(message: string, values: MessageValues, how?: { cameToNothing: boolean }): void
  /**
   * Asks as whoever started the task, in their language and zone, with the rights that they have at that moment; with the
   * token that they started it with.
   */
  askAsStarter<Query extends AnyQuery>(
    token: Starter['token'],
    query: Query,
    input: InputOf<Query>,
  ): Promise<OutputOf<Query>>
  /**
   * Calls as whoever started the task, with the rights that they have at that moment. What has the same key is done once,
   * however often the task is run.
   */
  callAsStarter<Command extends AnyCommand>(
    token: Starter['token'],
    command: Command,
    input: InputOf<Command>,
    key: string,
  ): Promise<OutputOf<Command>>
  /** An act on rows of a list, done as whoever started the task, with the rights that they have at each row. */
  actOnRows(acts: Pick<RowActs, 'operation' | 'token' | 'extra'>): Promise<BoundActs>
}

/** What a handler gives back: the name and type of the file, where it wrote one. */
export interface Result {
  fileName: string
  mediaType: string
}

/** What had been done of work that did not come to its end. */
export interface PartDone {
  result: Result
  summary: Message
}

export interface Task<Input extends z.ZodObject = z.ZodObject, State = unknown> {
  kind: 'task'
  name: string
  summary: string
  of: TaskKind<Input>
  on: Fact<typeof TaskStarted>
  urgent: true
  whileSuspended?: true
  retry: RetryPolicy
  /** Of one run. */
  timeoutSeconds: number
  partDone?: (state: State, t: Translate) => PartDone
  handle(context: TaskContext<State>, input: z.output<Input>): Promise<Result | undefined>
}

export interface TaskDeclaration<Input extends z.ZodObject, State> {
  summary: string
  /** What its checkpoints keep. A state of another shape (of an older version) is forgotten: the task starts over. */
  state: z.ZodType<State>
  /** Goes on also while the association is suspended. */
  whileSuspended?: true
  retry: RetryPolicy
  timeoutSeconds: number
  /** What is left of a task that is cancelled while no run has it, by what the last one kept: no other run goes on to say it. */
  partDone?: (state: NoInfer<State>, t: Translate) => PartDone
  handle(context: TaskContext<NoInfer<State>>, input: z.output<Input>): Promise<Result | undefined>
}

/** How a kind of task is done. */
export function task<Input extends z.ZodObject, State>(
  of: TaskKind<Input>,
  declaration: TaskDeclaration<Input, State>,
): Task<Input, State> & { state: z.ZodType<State> } {
  return { kind: 'task', name: of.name, of, on: startOf(of), urgent: true, ...declaration }
}

/** A task of any input, as lists of jobs hold it. */
export type AnyTask = Omit<Task, 'of' | 'handle' | 'partDone'> & {
  of: AnyTaskKind
  state: z.ZodType
  partDone?: (state: never, t: Translate) => PartDone
  handle(context: TaskContext<never>, input: never): Promise<Result | undefined>
}
