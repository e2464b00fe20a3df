import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { openDatabase } from '../../../src/platform/db/database.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { type AnyJob, job } from '../../../src/platform/declare/job.ts'
import { migrateJobs } from '../../../src/platform/jobs/boss.ts'
import { until } from '../../factories/waiting.ts'
import { cloneDatabase } from '../../support/databases.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

const times: Date[] = []

const everyMinute = job({
  name: 'trial.everyMinute',
  summary: 'Notes that it ran',
  schedule: { cron: '* * * * *', missed: 'skip' },
  retry: { limit: 1, delaySeconds: 1 },
  timeoutSeconds: 30,
  handle: async ({ now }) => {
    times.push(now)
  },
})

const jobs: readonly AnyJob[] = [everyMinute]
const portals: Portal[] = []
let databaseUrl: string

beforeAll(async () => {
  databaseUrl = (await cloneDatabase('schedule')).url
  const database = openDatabase(databaseUrl, 2, () => {})
  await migrateJobs(database.pool, jobs)
  await database.close()
  for (let count = 0; count < 2; count += 1) {
    const portal = await openPortal({ databaseUrl, jobs, config: { ROLE: 'worker' } })
    await portal.app.startWorker()
    portals.push(portal)
  }
}, 60_000)
afterAll(async () => {
  for (const portal of portals) await portal.close()
})

test('a job that has its time runs once at each, however many workers there are', async () => {
  const { sql: run } = (portals[0] as Portal).app.database
  const sent = () =>
    run<{ minute: string; count: number; open: number }>(sql`
      SELECT singleton_on::text AS minute, count(*)::int AS count, count(*) FILTER (WHERE state < 'completed')::int AS open
      FROM pgboss.job WHERE name = ${everyMinute.name} GROUP BY singleton_on`)
  // Both look at the clock when they start, and find that a minute has begun.
  await until('it has run', async () => times.length > 0, 60_000)
  await until('nothing of it waits', async () => (await sent()).every(({ open }) => open === 0), 30_000)
  const minutes = await sent()
  expect(minutes.map(({ count }) => count)).toEqual(minutes.map(() => 1))
  expect(times).toHaveLength(minutes.length)
}, 100_000)

test('a schedule that is declared no more is taken back by the next migration', async () => {
  const database = openDatabase(databaseUrl, 2, () => {})
  await migrateJobs(database.pool, [])
  expect(await database.sql(sql`SELECT 1 FROM pgboss.schedule`)).toEqual([])
  await database.close()
})
