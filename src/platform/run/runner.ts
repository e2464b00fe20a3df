import { asRead } from '../audit/audit-draft.ts'
import type { PersonKeys } from '../crypto/person-keys.ts'
import type { Database, ModelName, Reader } from '../db/database.ts'
import type {
  AnyCommand,
  AnyQuery,
  InputOf,
  OutputOf,
  QueryContext,
  RequestFacts,
  SessionPort,
} from '../declare/operation.ts'
import { AppError, notFound, stepUpNeeded } from '../errors.ts'
import type { Log } from '../log.ts'
import type { Actor } from '../policy/actor.ts'
import type { Services } from '../services.ts'
import { authorise, isAble, requireEntrance } from './authorise.ts'
import { checkInput, checkOutput } from './check-shape.ts'
import { type CommitRecord, createCommitRecord } from './commit-record.ts'
import type { LimitState } from './limit-state.ts'
import type { OperationMetrics } from './metrics.ts'
import { newerActor } from './newest-rights.ts'
import { recordReading, recordReadingOf } from './record-reading.ts'
import type { Registry } from './registry.ts'
import { runBulk } from './run-bulk.ts'
import { recordRefusal, runCommand } from './run-command.ts'
import { sharedContext } from './shared-context.ts'

/** Who asks, when, and by what request: everything about a call that is not its input. */
export interface Caller {
  actor: Actor
  now: Date
  request: RequestFacts
  /** Worked out when it is asked for: most requests never need it. */
  locale(): string
  log: Log
  /** A repeat with the same key acts once and is answered the same. */
  idempotencyKey?: string
  /** The repeat may come as late as that of a job. */
  repeatsLate?: true
  /** The version that the caller saw, or those that they accept; a target that has moved on answers 412. */
  expectedVersion?: number | readonly number[]
  session?: SessionPort
  /** Hears how far the caller is from a limit that the command declares. */
  tellLimit?(state: LimitState): void
  /** Loads the actor again, past every cache, when its rights changed under it. */
  reload?: () => Promise<Actor>
}

export interface Reply<Output> {
  output: Output
  /** True where an earlier call with the same key did the work. */
  replayed: boolean
}

export interface Runner {
  ask<Query extends AnyQuery>(query: Query, input: unknown, caller: Caller): Promise<OutputOf<Query>>
  call<Command extends AnyCommand>(
    command: Command,
    input: InputOf<Command>,
    caller: Caller,
  ): Promise<OutputOf<Command>>
  callWithReply<Command extends AnyCommand>(
    command: Command,
    input: unknown,
    caller: Caller,
  ): Promise<Reply<OutputOf<Command>>>
  /**
   * Does what stands before or around an operation: at the door of the API, on a page, in an endpoint. Who is refused there
   * is written down, as if the operation had refused them; what an operation inside wrote down is not written twice.
   */
  watch<Result>(
    as: AnyCommand | { name: string },
    input: unknown,
    caller: Caller,
    work: () => Result | Promise<Result>,
  ): Promise<Result>
}

export interface RunnerParts {
  database: Database
  registry: Registry
  services: Services
  metrics: OperationMetrics
  personKeys: PersonKeys
  /** Everywhere but in production: also replies must have the shape that they promise. */
  checkReplies: boolean
}

export interface Engine extends RunnerParts {
  commitRecord: CommitRecord
  ask: Runner['ask']
}

export function createRunner(parts: RunnerParts, commitRecord: CommitRecord = createCommitRecord()): Runner {
  const engine: Engine = { ...parts, commitRecord, ask }

  /** Reading asks to step up as a matter of course; any other refusal is told. */
  async function recordRefusedReading(
    name: string,
    input: unknown,
    caller: Caller,
    error: unknown,
  ): Promise<void> {
    if (error instanceof AppError && error.status === 403 && error.code !== stepUpCode)
      await recordRefusal(engine, asRead(name), input, caller, error)
  }

  async function ask<Query extends AnyQuery>(
    query: Query,
    input: unknown,
    caller: Caller,
  ): Promise<OutputOf<Query>> {
    try {
      const output = await answer(query, input, caller).catch(async (error: unknown) => {
        const newer = await newerActor(caller, caller.actor, error)
        if (!newer) throw error
        return answer(query, input, { ...caller, actor: newer })
      })
      if (query.isWatched === true) await recordReading(engine, query.name, caller)
      return output
    } catch (error) {
      await recordRefusedReading(query.name, input, caller, error)
      throw error
    }
  }

  /** What a query asks of another one is no call of its own: it is refused as a whole. */
  async function answer<Query extends AnyQuery>(
    query: Query,
    rawInput: unknown,
    caller: Caller,
  ): Promise<OutputOf<Query>> {
    const measured = parts.metrics.start(query.name)
    try {
      requireEntrance(query, caller.actor, caller.now)
      const input = checkInput(query.input, rawInput)
      const context: QueryContext<never> = {
        ...sharedContext(parts, caller),
        db: parts.database.read as Reader<ModelName>,
        ask: (other, otherInput) => answer(other, otherInput, caller),
        able: (operation, target) => isAble(operation, caller.actor, target, caller.now),
      }
      let target: unknown
      if (query.target) {
        target = await query.target(context, input as never)
        if (target === null) throw notFound()
        authorise(query, caller.actor, target, caller.now)
      }
      const output = await query.run(context, input as never, target as never)
      const read =
        typeof query.isWatched === 'function'
          ? query.isWatched(input as never, target as never, output as never)
          : null
      if (read) await recordReadingOf(engine, query.name, read, caller)
      measured('done')
      return (parts.checkReplies ? checkOutput(query.output, output, query.name) : output) as OutputOf<Query>
    } catch (error) {
      measured(error)
      throw error
    }
  }

  return {
    ask,
    async call(command, input, caller) {
      return (await callCommand(engine, command, input, caller)).output as never
    },
    callWithReply: (command, input, caller) => callCommand(engine, command, input, caller) as never,
    async watch(as, input, caller, work) {
      try {
        return await work()
      } catch (error) {
        if ('resources' in as) await recordRefusal(engine, as, input, caller, error)
        else await recordRefusedReading(as.name, input, caller, error)
        throw error
      }
    },
  }
}

const stepUpCode = stepUpNeeded().code

function callCommand(
  engine: Engine,
  command: AnyCommand,
  input: unknown,
  caller: Caller,
): Promise<Reply<unknown>> {
  return command.bulk
    ? runBulk(engine, command, command.bulk, input, caller)
    : runCommand(engine, command, input, caller)
}
