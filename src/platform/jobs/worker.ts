import type { JobResult, PgBoss, Job as QueuedJob } from 'pg-boss'
import { z } from 'zod'
import type { Database } from '../db/database.ts'
import type { Listener } from '../db/listener.ts'
import type { AnyJob } from '../declare/job.ts'
import type { Log } from '../log.ts'
import type { MailerFor } from '../mail/mailer.ts'
import type { Registry } from '../run/registry.ts'
import type { Runner } from '../run/runner.ts'
import type { Services } from '../services.ts'
import type { TexterFor } from '../sms/texter.ts'
import { RunStopped } from '../tasks/run-task.ts'
import type { Words } from '../words.ts'
import { handleOnce } from './handle-once.ts'
import { holdBack } from './held-back.ts'
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
  registry: Registry
  words: Words
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
  const draining = new AbortController()
  for (const job of jobs) {
    const options = {
      pollingIntervalSeconds: 2,
      perJobResults: true,
      // One long task does not hold up another.
      ...(job.kind === 'task'
        ? { batchSize: 1, localConcurrency: 2 }
        : { batchSize: 10, burstWhenBatchFull: true }),
    } as const
    const id = await boss.work(job.name, options, async (batch) => {
      const results = await Promise.all(batch.map((queued) => settle(parts, job, queued, draining.signal)))
      // A batch of one is never taken for a sign that more wait.
      if (job.kind === 'task') boss.notifyWorker(workers.get(job.name) as string)
      return results
    })
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
      // What is short comes to its end. A task would outlast every grace, so another worker goes on with it.
      draining.abort(new RunStopped('passed on'))
      log.info('worker stops')
      await boss.stop({ graceful: true, timeout: graceMilliseconds, close: false })
    },
  }
}

/** Each job of a batch succeeds or fails by itself. */
async function settle(
  parts: WorkerParts,
  job: AnyJob,
  { id, data, signal }: QueuedJob<unknown>,
  draining: AbortSignal,
): Promise<JobResult> {
  try {
    const what = job.kind === 'scheduled' ? scheduledData(parts, job, id) : jobData.parse(data)
    const until = job.kind === 'task' ? AbortSignal.any([signal, draining]) : signal
    if ((await handleOnce(parts, job, what, until)) === 'held') await holdBack(parts.boss, job, data)
    return { id, status: 'completed' }
  } catch (error) {
    if (error instanceof RunStopped && error.why === 'passed on') {
      // A new job, not another try of this one: nothing has failed.
      await parts.boss.insert(job.name, [{ data: data as object }])
      return { id, status: 'completed' }
    }
    parts.log.error({ err: error, job: job.name, jobId: id }, 'job failed')
    return {
      id,
      status: 'failed',
      output: { message: error instanceof Error ? error.message : String(error) },
    }
  }
}

/** Each time a schedule comes round is a fact of its own, the same at every try. */
export function scheduledData(
  { services }: Pick<WorkerParts, 'services'>,
  { name }: AnyJob,
  occurrenceId: string,
): JobData {
  return {
    fact: { id: occurrenceId, name, version: 1 },
    payload: {},
    tenantId: null,
    onBehalfOf: null,
    requestId: occurrenceId,
    occurredAt: services.clock.now().toISOString(),
  }
}
