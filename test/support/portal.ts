import type { AddressInfo } from 'node:net'
import type { Writable } from 'node:stream'
import { jobs as allJobs } from '../../jobs/index.ts'
import { type App, createApp } from '../../src/app.ts'
import { ManualClock } from '../../src/platform/clock.ts'
import { type Config, loadConfig } from '../../src/platform/config.ts'
import type { AnyJob } from '../../src/platform/declare/job.ts'
import type { Module } from '../../src/platform/declare/module.ts'
import { handleOnce } from '../../src/platform/jobs/handle-once.ts'
import { holdBack } from '../../src/platform/jobs/held-back.ts'
import type { JobData } from '../../src/platform/jobs/job-writer.ts'
import { scheduledData } from '../../src/platform/jobs/worker.ts'
import { createLog } from '../../src/platform/log.ts'
import { Client } from './client.ts'
import { asApp, cloneDatabase } from './databases.ts'

export interface Portal {
  app: App
  url: string
  /** As the owner, past what the portal may do. */
  databaseUrl: string
  clock: ManualClock
  visitor(): Client
  /** Handles everything that waits in the queues, one after the other, and what comes of it. Returns how many jobs ran. */
  runJobs(): Promise<number>
  close(): Promise<void>
}

export interface PortalOptions {
  config?: Partial<Config>
  jobs?: readonly AnyJob[]
  modules?: readonly Module[]
  /** A second process on the same database. */
  databaseUrl?: string
  logLevel?: string
  /** Where log lines go, for tests that read them. */
  logTo?: Writable
}

/** The whole portal on a database of its own, on a free port of this machine, with a clock that the test moves. */
export async function openPortal(options: PortalOptions = {}): Promise<Portal> {
  const database = options.databaseUrl ? null : await cloneDatabase('portal')
  const databaseUrl = options.databaseUrl ?? database?.url ?? ''
  const clock = new ManualClock()
  const jobs = options.jobs ?? allJobs
  const app = await createApp({
    config: { ...testConfig(), ...options.config },
    databaseUrl: asApp(databaseUrl),
    jobs,
    clock,
    modules: options.modules,
    log: createLog(options.logLevel ?? process.env.TEST_LOG_LEVEL ?? 'silent', options.logTo),
  })
  const server = await app.listen(0, '127.0.0.1')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    app,
    url,
    databaseUrl,
    clock,
    visitor: () => new Client(url),
    runJobs: () => runJobs(app, jobs),
    async close() {
      await app.close(0)
      await database?.drop()
    },
  }
}

/** Passwords are hashed as cheaply as the library allows: no test is about their cost. */
export function testConfig(): Config {
  return {
    ...loadConfig({
      NODE_ENV: 'test',
      SECRET: 'a secret for tests, long enough to be one',
      DATABASE_POOL: '5',
      RATE_LIMIT_READS: '1000000',
      RATE_LIMIT_WRITES: '1000000',
      // Clocks tick in workers only: no job of the clock comes into a database while a test compares it.
      ROLE: 'web',
      PASSWORD_MEMORY_KIB: '8',
      PASSWORD_ITERATIONS: '1',
    }),
    demo: true,
    localNamesOnly: false,
  }
}

async function runJobs(app: App, jobs: readonly AnyJob[]): Promise<number> {
  let count = 0
  for (let found = true; found; ) {
    found = false
    for (const job of jobs) {
      for (const queued of await app.boss.fetch<JobData>(job.name, { batchSize: 100 })) {
        found = true
        count += 1
        const data = job.kind === 'scheduled' ? scheduledData(app, job, queued.id) : queued.data
        const how = await handleOnce(app, job, data, new AbortController().signal)
        if (how === 'held') await holdBack(app.boss, job, queued.data)
        await app.boss.complete(job.name, queued.id)
      }
    }
  }
  return count
}
