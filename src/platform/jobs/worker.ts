import { createHash } from 'node:crypto'
import type { JobResult, PgBoss, Job as QueuedJob } from 'pg-boss'
import { z } from 'zod'
import type { Database } from '../db/database.ts'
import type { Listener } from '../db/listener.ts'
import { sql } from '../db/sql.ts'
import type { AnyJob, JobContext } from '../declare/job.ts'
import type { Log } from '../log.ts'
import type { MailerFor } from '../mail/mailer.ts'
import { MailRefused } from '../mail/transport.ts'
import { system } from '../policy/actor.ts'
import type { Tenancy } from '../policy/slots.ts'
import type { Caller, Runner } from '../run/runner.ts'
import type { Services } from '../services.ts'
import type { TexterFor } from '../sms/texter.ts'
import { SmsRefused } from '../sms/transport.ts'
import { type JobData, jobWakeChannel } from './job-writer.ts'

export interface Worker {
  /** No new job starts; running ones get the time to finish, the rest go back to their queue. */
  stop(graceMilliseconds: number): Promise<void>
}

export interface WorkerParts {
  boss: PgBoss
  jobs: readonly AnyJob[]
  database: Database
  listener: Listener
  runner: Runner
  services: Services
  mailerFor: MailerFor
  texterFor: TexterFor
  tenancy: Tenancy
  log: Log
}

const jobData = z.object({
  fact: z.object({ id: z.uuid(), name: z.string(), version: z.number() }),
  payload: z.record(z.string(), z.unknown()),
  tenantId: z.uuid().nullable(),
  onBehalfOf: z.string().nullable(),
  requestId: z.string(),
  occurredAt: z.string(),
})

export async function startWorker(parts: WorkerParts): Promise<Worker> {
  const { boss, jobs, listener, log } = parts
  const workers = new Map<string, string>()
  for (const job of jobs) {
    const options = {
      pollingIntervalSeconds: 2,
      batchSize: 10,
      burstWhenBatchFull: true,
      perJobResults: true,
    } as const
    const id = await boss.work(job.name, options, (batch) =>
      Promise.all(batch.map((queued) => settle(parts, job, queued))),
    )
    workers.set(job.name, id)
  }
  const wakeAll = () => {
    for (const id of workers.values()) boss.notifyWorker(id)
  }
  await listener.on(
    jobWakeChannel,
    (queue) => {
      const id = workers.get(queue)
      if (id) boss.notifyWorker(id)
    },
    wakeAll,
  )
  log.info({ queues: jobs.length }, 'worker runs')
  return {
    async stop(graceMilliseconds) {
      await boss.stop({ graceful: true, timeout: graceMilliseconds, close: false })
    },
  }
}

/** Each job of a batch succeeds or fails by itself. */
async function settle(
  parts: WorkerParts,
  job: AnyJob,
  { id, data, signal }: QueuedJob<unknown>,
): Promise<JobResult> {
  try {
    await handleOnce(parts, job, jobData.parse(data), signal)
    return { id, status: 'completed' }
  } catch (error) {
    parts.log.error({ err: error, job: job.name, jobId: id }, 'job failed')
    return {
      id,
      status: 'failed',
      output: { message: error instanceof Error ? error.message : String(error) },
    }
  }
}

/** Delivery is at least once; a job that has finished for a fact does not start again for it. */
export async function handleOnce(
  parts: Omit<WorkerParts, 'boss' | 'jobs' | 'listener'>,
  job: AnyJob,
  data: JobData,
  signal: AbortSignal,
): Promise<void> {
  const { database, runner, services, tenancy } = parts
  const now = services.clock.now()
  const key = `${data.fact.id}:${job.name}`
  const log = parts.log.child({ job: job.name, factId: data.fact.id, requestId: data.requestId })
  const [done] = await database.sql(sql`
    SELECT 1 FROM idempotency_records WHERE operation = ${job.name} AND caller = 'job' AND key = ${key}`)
  if (done) {
    log.info('job was done before')
    return
  }
  const caller: Caller = {
    actor: system(`job ${job.name}`, data.tenantId, data.onBehalfOf),
    now,
    request: { id: data.requestId, ipAddress: null, userAgent: null },
    locale: () => 'en',
    log,
  }
  const context: JobContext = {
    now,
    log,
    signal,
    call: (command, input) =>
      runner.call(command, input, { ...caller, idempotencyKey: `${key}:${fingerprintOf(input)}` }),
    ask: (query, input) => runner.ask(query, input, caller),
    mail: parts.mailerFor(key),
    sms: parts.texterFor(key),
    storage: services.storage,
    link: services.link,
    brandName:
      (data.tenantId && (await tenancy.tenantName(database.sql, data.tenantId))) ||
      services.config.BRAND_NAME,
  }
  const began = performance.now()
  try {
    await job.handle(context, job.on.payload.parse(data.payload) as never)
  } catch (error) {
    if (!(error instanceof MailRefused || error instanceof SmsRefused)) throw error
    log.warn({ err: error }, 'mail or message was refused for good')
  }
  await database.sql(sql`
    INSERT INTO idempotency_records (operation, caller, key, fingerprint, status, created_at, expires_at)
    VALUES (${job.name}, 'job', ${key}, ''::bytea, 200, ${now}, ${new Date(now.getTime() + keptForMilliseconds)})
    ON CONFLICT DO NOTHING`)
  log.info({ milliseconds: Math.round(performance.now() - began) }, 'job done')
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
