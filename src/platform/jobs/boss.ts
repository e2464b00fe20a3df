import type pg from 'pg'
import { PgBoss } from 'pg-boss'
import type { AnyJob } from '../declare/job.ts'
import type { Log } from '../log.ts'

/** Where jobs go that failed at every try; a person looks at them and sends them back. */
export const deadLetterQueue = 'dead'

/** A worker that is silent for so long is taken for dead, and what it had goes back to the queue. */
const heartbeatSeconds = 20
/** How often workers look for the dead among them. */
const lookAfterSeconds = 10

/** As long as it is known what a job had done: sent back later, it would do that again. */
const deadLetterOptions = { retentionSeconds: 30 * 86_400 }

export interface BossOptions {
  pool: pg.Pool
  log: Log
  /** A worker also tends the queues; a web process only adds jobs to them. */
  worker: boolean
}

export async function startBoss({ pool, log, worker }: BossOptions): Promise<PgBoss> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    migrate: false,
    createSchema: false,
    supervise: worker,
    superviseIntervalSeconds: lookAfterSeconds,
    monitorIntervalSeconds: lookAfterSeconds,
    schedule: worker,
  })
  boss.on('error', (error) => log.error({ err: error }, 'job queue fault'))
  await boss.start()
  return boss
}

/** Creates or updates pg-boss's own tables and the queue of each job. Part of every migration. */
export async function migrateJobs(pool: pg.Pool, jobs: readonly AnyJob[]): Promise<void> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    migrate: true,
    createSchema: true,
    supervise: false,
    schedule: false,
  })
  await boss.start()
  try {
    const existing = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]))
    if (existing.has(deadLetterQueue)) await boss.updateQueue(deadLetterQueue, deadLetterOptions)
    else await boss.createQueue(deadLetterQueue, deadLetterOptions)
    for (const job of jobs) {
      const options = {
        retryLimit: job.retry.limit,
        retryDelay: job.retry.delaySeconds,
        retryBackoff: true,
        ...(job.retry.maxDelaySeconds ? { retryDelayMax: job.retry.maxDelaySeconds } : {}),
        expireInSeconds: job.timeoutSeconds,
        heartbeatSeconds,
        deadLetter: deadLetterQueue,
      }
      if (existing.has(job.name)) await boss.updateQueue(job.name, options)
      else await boss.createQueue(job.name, options)
      if (job.kind === 'scheduled') {
        const { cron, timeZone, missed } = job.schedule
        await boss.schedule(job.name, cron, {}, { tz: timeZone ?? 'UTC', missed })
      }
    }
    const scheduled = new Set(jobs.flatMap(({ kind, name }) => (kind === 'scheduled' ? [name] : [])))
    for (const { name } of await boss.getSchedules()) if (!scheduled.has(name)) await boss.unschedule(name)
  } finally {
    await boss.stop({ graceful: false, close: false })
  }
}
