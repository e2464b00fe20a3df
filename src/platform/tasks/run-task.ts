import { randomUUID } from 'node:crypto'
import { areBytesHeld } from '../backup/backup-lock.ts'
import type { JobContext } from '../declare/job.ts'
import type { AnyTask, Message, Progress, Result, TaskContext } from '../declare/task.ts'
import { AppError } from '../errors.ts'
import { standingOf } from '../jobs/held-back.ts'
import type { WorkerParts } from '../jobs/worker.ts'
import { bindActs } from '../lists/bound-acts.ts'
import type { Starter } from '../policy/slots.ts'
import type { Caller } from '../run/runner.ts'
import { asStarter } from './as-starter.ts'
import { OutputParts } from './output.ts'
import type { Checkpoint, Standing, TaskEnd, TaskRun } from './task-keeping.ts'

/** Why a run ends before its work has. It is what `signal` is aborted with. */
export class RunStopped extends Error {
  /** `passed on`: this worker stops, and another one goes on. */
  readonly why: 'cancelled' | 'lost' | 'passed on'
  constructor(why: RunStopped['why']) {
    super(`the run of the task was ${why}`)
    this.why = why
  }
}

export type TaskParts = Pick<WorkerParts, 'database' | 'runner' | 'registry' | 'services' | 'words' | 'log'>

/** How long people may look at a number that is no longer true. */
const noteEveryMilliseconds = 1_000

/** Takes a task up, does it from where the last run had come to, and writes down how it ended. */
export async function runTask(
  parts: TaskParts,
  task: AnyTask,
  taskId: string,
  jobContext: JobContext,
  caller: Caller,
): Promise<void> {
  const { database, runner, services, registry } = parts
  const { taskKeeping } = registry
  const log = jobContext.log.child({ taskId })
  const run: TaskRun = { taskId, runId: randomUUID() }
  const claimed = await taskKeeping.claim(database.sql, run, services.clock.now())
  if (!claimed) return log.info('task has ended before')
  const known = task.state.safeParse(claimed.checkpoint)
  const output = new OutputParts(
    services,
    known.success ? claimed.parts : [],
    known.success ? claimed.mentions : [],
  )
  const stop = new AbortController()
  const signal = AbortSignal.any([stop.signal, jobContext.signal])
  let progress: Progress = {
    done: claimed.done,
    total: claimed.total ?? undefined,
    phase: claimed.phase ?? undefined,
  }

  const heed = (standing: Standing) => {
    if (standing === 'lost') stop.abort(new RunStopped('lost'))
    // What declares that it cannot be stopped half-way goes on to its end.
    if (standing === 'cancelled' && task.of.cancellable) stop.abort(new RunStopped('cancelled'))
  }
  const note = async (checkpoint: Checkpoint | null) => {
    heed(await taskKeeping.note(database.sql, run, progress, checkpoint, services.clock.now()))
    // An association that is suspended meanwhile stands still: the task goes on once it is open again. Of one that is closed
    // it is not taken up again.
    if (!stop.signal.aborted && (await standingOf(parts, task, claimed.tenantId)) !== 'goes on')
      stop.abort(new RunStopped('passed on'))
  }
  const pulse = setInterval(() => {
    note(null).catch((error) => log.warn({ err: error }, 'a task could not tell how far it is'))
  }, noteEveryMilliseconds)

  const end = async (how: TaskEnd) => {
    clearInterval(pulse)
    // It ends now, not when its job was taken up: that was a moment before the task began.
    const isOurs = await taskKeeping.end(runner.call, { ...caller, now: services.clock.now() }, run, how)
    // What a backup may still want is left to the purge.
    if (isOurs && how.outcome !== 'failed' && !(await areBytesHeld(database.sql))) await output.removeParts()
    log.info({ outcome: how.outcome, isOurs }, 'task ended')
  }

  let summary: Message | null = null
  let cameToNothing = false
  let ofPart: Result | undefined
  const endWell = async (outcome: 'done' | 'cancelled', result: Result | undefined) => {
    const file = result && (await output.putTogether())
    // How far it came stays, where it was not to the end.
    if (outcome === 'cancelled')
      await taskKeeping.note(database.sql, run, progress, null, services.clock.now())
    await end({
      outcome,
      result: file ? { ...file, ...result } : null,
      mentions: file ? output.mentions : [],
      summary,
      cameToNothing: outcome === 'done' && cameToNothing,
    })
  }

  const starter = (token: Starter['token']) =>
    asStarter({ database, registry, clock: services.clock }, claimed, token, { ...caller, log })

  const context: TaskContext = {
    ...jobContext,
    log,
    signal,
    taskId,
    personId: claimed.personId,
    tenantId: claimed.tenantId,
    locale: claimed.locale,
    timeZone: claimed.timeZone,
    t: parts.words.in(claimed.locale),
    state: known.success ? known.data : null,
    output,
    conclude(message, values, how) {
      summary = { message, values }
      cameToNothing = how?.cameToNothing ?? false
    },
    handOutIfCancelled(result) {
      ofPart = result
    },
    askAsStarter: async (token, query, input) => runner.ask(query, input, await starter(token)()),
    callAsStarter: async (token, command, input, key) =>
      runner.call(command, input, {
        ...(await starter(token)()),
        idempotencyKey: `${taskId}:${key}`,
        repeatsLate: true,
      }),
    actOnRows: (acts) =>
      bindActs({ database, runner, registry, clock: services.clock, words: parts.words }, claimed, {
        ...acts,
        taskId,
        caller: { ...caller, log },
      }),
    progress(news) {
      progress = { ...progress, ...news }
      signal.throwIfAborted()
    },
    async checkpoint(state, news) {
      progress = { ...progress, ...news }
      signal.throwIfAborted()
      await output.keepPart()
      await note({ state, parts: output.parts, mentions: output.mentions })
      signal.throwIfAborted()
    },
  }

  try {
    if (claimed.isCancelled && task.of.cancellable) {
      // For whoever is erased nobody fetches it.
      const part =
        known.success && claimed.personId !== null
          ? task.partDone?.(known.data as never, context.t)
          : undefined
      ofPart = part?.result
      summary = part?.summary ?? null
      throw new RunStopped('cancelled')
    }
    const result = await task.handle(
      context as TaskContext<never>,
      task.of.input.parse(claimed.input) as never,
    )
    await endWell('done', result)
  } catch (error) {
    const reason: unknown = signal.aborted ? signal.reason : error
    if (reason instanceof RunStopped && reason.why === 'cancelled') return await endWell('cancelled', ofPart)
    if (reason instanceof RunStopped && reason.why === 'lost') throw reason
    if (error instanceof AppError)
      return await end({ outcome: 'failed', problem: { code: error.code, values: error.values } })
    if (!signal.aborted && claimed.attempts > task.retry.limit) {
      log.error({ err: error }, 'task failed at its last try')
      return await end({ outcome: 'failed', problem: null })
    }
    clearInterval(pulse)
    await taskKeeping.letGo(database.sql, run, !(reason instanceof RunStopped))
    throw reason
  } finally {
    clearInterval(pulse)
  }
}
