import { createHash } from 'node:crypto'
import { sql } from '../db/sql.ts'
import type { AnyJob, AnyReaction, JobContext, ScheduledJob } from '../declare/job.ts'
import type { AnyTask } from '../declare/task.ts'
import { MailRefused } from '../mail/transport.ts'
import { system } from '../policy/actor.ts'
import type { Caller } from '../run/runner.ts'
import { runPurges } from '../slots/purges.ts'
import { SmsRefused } from '../sms/transport.ts'
import { runTask } from '../tasks/run-task.ts'
import { standingOf } from './held-back.ts'
import type { JobData } from './job-writer.ts'
import type { WorkerParts } from './worker.ts'

export type HandlingParts = Omit<WorkerParts, 'boss' | 'jobs' | 'listener'>

/**
 * Delivery is at least once; a job that has finished for a fact does not start again for it. `held`: its association is
 * suspended, and it has not begun. For an association that is closed there is nothing left to do.
 */
export async function handleOnce(
  parts: HandlingParts,
  job: AnyJob,
  data: JobData,
  signal: AbortSignal,
): Promise<'done' | 'held'> {
  const standing = job.kind === 'scheduled' ? 'goes on' : await standingOf(parts, job, data.tenantId)
  if (standing === 'held') return 'held'
  const now = parts.services.clock.now()
  const log = parts.log.child({ job: job.name, factId: data.fact.id, requestId: data.requestId })
  if (standing === 'over') {
    log.info('its association is closed: nothing is done for it any more')
    return 'done'
  }
  const caller: Caller = {
    actor: system(`job ${job.name}`, data.tenantId, data.onBehalfOf),
    now,
    request: { id: data.requestId, ipAddress: null, userAgent: null },
    locale: () => 'en',
    log,
  }
  const began = performance.now()
  if (job.kind === 'task') await handleTask(parts, job, data, caller, signal)
  else await handleByKey(parts, job, data, caller, signal)
  log.info({ milliseconds: Math.round(performance.now() - began) }, 'job done')
  return 'done'
}

/** A task's own row says whether it is done, also where it was started again after it had failed. */
async function handleTask(
  parts: HandlingParts,
  task: AnyTask,
  data: JobData,
  caller: Caller,
  signal: AbortSignal,
): Promise<void> {
  const { taskId } = task.on.payload.parse(data.payload)
  await runTask(parts, task, taskId, await contextFor(parts, data, caller, taskId, signal), caller)
}

async function handleByKey(
  parts: HandlingParts,
  job: AnyReaction | ScheduledJob,
  data: JobData,
  caller: Caller,
  signal: AbortSignal,
): Promise<void> {
  const { sql: run } = parts.database
  const key = `${data.fact.id}:${job.name}`
  const [done] = await run(sql`
    SELECT 1 FROM idempotency_records WHERE operation = ${job.name} AND caller = 'job' AND key = ${key}`)
  if (done) return caller.log.info('job was done before')
  const context = await contextFor(parts, data, caller, key, signal)
  try {
    if (job.kind === 'job') await job.handle(context, job.on.payload.parse(data.payload) as never)
    else await job.handle({ ...context, purge: () => runPurges(parts, caller, signal) })
  } catch (error) {
    if (!(error instanceof MailRefused || error instanceof SmsRefused)) throw error
    caller.log.warn({ err: error }, 'mail or message was refused for good')
  }
  const { now } = caller
  await run(sql`
    INSERT INTO idempotency_records (operation, caller, key, fingerprint, status, created_at, expires_at)
    VALUES (${job.name}, 'job', ${key}, ''::bytea, 200, ${now}, ${new Date(now.getTime() + keptForMilliseconds)})
    ON CONFLICT DO NOTHING`)
}

/** What a handler works with. Whatever it calls and mails carries the key, so that a repeat acts once. */
async function contextFor(
  { database, runner, services, registry, mailerFor, texterFor, words }: HandlingParts,
  data: JobData,
  caller: Caller,
  key: string,
  signal: AbortSignal,
): Promise<JobContext> {
  const { tenantId } = data
  const [tenant, look] =
    tenantId === null
      ? [null, null]
      : await Promise.all([
          registry.tenancy.describe(database.sql, tenantId),
          registry.brands?.brandOf(database.sql, tenantId, null) ?? null,
        ])
  const host = tenant?.host ?? null
  return {
    now: caller.now,
    log: caller.log,
    signal,
    call: (command, input) =>
      runner.call(command, input, { ...caller, idempotencyKey: `${key}:${fingerprintOf(input)}` }),
    ask: (query, input) => runner.ask(query, input, caller),
    mail: mailerFor(key, { host, look }),
    sms: texterFor(key),
    words: words.in,
    storage: services.storage,
    link: (path) => services.link(path, host),
    brandName: tenant?.name ?? services.config.BRAND_NAME,
  }
}

/** A job may call one command for many things: each of these calls has a key of its own, the same at each try. */
function fingerprintOf(input: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(input) ?? '')
    .digest('base64url')
    .slice(0, 22)
}

/** Longer than any job stays in a queue. */
const keptForMilliseconds = 30 * 24 * 3_600_000
