import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { z } from 'zod'
import { jobs } from '../../jobs/index.ts'
import { modules } from '../../src/modules.ts'
import { withClient } from '../../src/platform/db/client.ts'
import { fact } from '../../src/platform/declare/fact.ts'
import type { AnyJob, Job, ScheduledJob } from '../../src/platform/declare/job.ts'
import type { AnyTaskKind } from '../../src/platform/declare/task.ts'
import { projectRoot } from '../../src/platform/project-root.ts'
import { loadWords } from '../../src/platform/words.ts'
import { cloneDatabase } from '../support/databases.ts'
import { testConfig } from '../support/portal.ts'
import {
  jobFaults,
  jobFileFaults,
  type KeptSchedule,
  type Queue,
  strayScheduleFaults,
  taskFaults,
} from './rules/jobs.ts'
import { planted, readSources } from './rules/source.ts'

const rooms = modules(testConfig())
const facts = rooms.flatMap((module) => module.facts ?? [])
const taskKinds = rooms.flatMap((module) => module.taskKinds ?? [])
const factNames = [...facts, ...taskKinds].map(({ name }) => name)
let database: { url: string; drop(): Promise<void> }
let queues: Queue[]
let schedules: KeptSchedule[]

beforeAll(async () => {
  database = await cloneDatabase('jobs')
  queues = await withClient(
    database.url,
    async (client) =>
      (
        await client.query<Queue>(`
          SELECT name, retry_limit AS "retryLimit", retry_delay AS "retryDelay",
                 expire_seconds AS "expireSeconds", dead_letter AS "deadLetter",
                 heartbeat_seconds AS "heartbeatSeconds"
          FROM pgboss.queue`)
      ).rows,
  )
  schedules = await withClient(
    database.url,
    async (client) =>
      (
        await client.query<KeptSchedule>(
          `SELECT name, cron, timezone AS "timeZone", options->>'missed' AS missed FROM pgboss.schedule`,
        )
      ).rows,
  )
})
afterAll(() => database.drop())

test('every job has a queue, a schema, a retry policy and a timeout, and reacts to what a room declares', () => {
  expect(jobs.length).toBeGreaterThan(0)
  expect(jobFaults(jobs, factNames, queues, schedules)).toEqual([])
  expect(strayScheduleFaults(jobs, schedules)).toEqual([])
})

test('a planted job that lacks one of them is caught', () => {
  const first = jobs.find(({ kind }) => kind === 'job') as Job
  const unknown = fact('units.neverDeclared', 1, z.object({}))
  for (const lack of [
    { retry: undefined },
    { retry: { limit: 0, delaySeconds: 10 } },
    { retry: { limit: first.retry.limit, delaySeconds: first.retry.delaySeconds + 1 } },
    { timeoutSeconds: undefined },
    { timeoutSeconds: 1 },
    { summary: '' },
    { on: unknown },
    { on: { ...first.on, payload: undefined } },
    { name: 'identity.neverMigrated' },
  ])
    expect(jobFaults([{ ...first, ...lack } as AnyJob], factNames, queues)).not.toEqual([])
  expect(jobFaults([first, first], factNames, queues)).toEqual([expect.stringContaining('listed twice')])
  const silent = queues.map((queue) => ({ ...queue, heartbeatSeconds: null }))
  expect(jobFaults([first], factNames, silent)).toEqual([expect.stringContaining('heartbeat')])
  const buried = queues.map((queue) => ({ ...queue, deadLetter: null }))
  expect(jobFaults([first], factNames, buried)).toEqual([expect.stringContaining('vanish')])
})

test('a planted job that the clock would not start as it says is caught', () => {
  const first = jobs.find(({ kind }) => kind === 'scheduled') as ScheduledJob
  expect(jobFaults([first], factNames, queues, schedules)).toEqual([])
  for (const lack of [
    { schedule: undefined },
    { schedule: { ...first.schedule, cron: '* * *' } },
    { schedule: { ...first.schedule, cron: '0 0 1 1 *' } },
    { schedule: { ...first.schedule, timeZone: 'Europe/Kyiv' } },
    { schedule: { ...first.schedule, missed: undefined } },
  ])
    expect(jobFaults([{ ...first, ...lack } as AnyJob], factNames, queues, schedules)).not.toEqual([])
  expect(jobFaults([first], factNames, queues, [])).not.toEqual([])
  expect(strayScheduleFaults([], schedules)).toHaveLength(schedules.length)
})

test('every kind of task that a room declares is done by one task in jobs/, and called by a name', () => {
  const locale = loadWords(join(projectRoot, 'templates/locales'))
  expect(taskKinds.length).toBeGreaterThan(0)
  expect(taskFaults(jobs, taskKinds, locale.has)).toEqual([])
  const [kind] = taskKinds as [AnyTaskKind]
  const planted = { ...kind, name: 'units.neverDone' }
  expect(taskFaults(jobs, [...taskKinds, planted], locale.has)).toEqual([
    expect.stringContaining('nobody does it'),
  ])
  const forEach = (words: string) => taskKinds.map(() => expect.stringContaining(words))
  expect(taskFaults(jobs, [], locale.has)).toEqual(forEach('no room declares'))
  const patient = jobs.map((job) => ({ ...job, retry: { ...job.retry, maxDelaySeconds: 3600 } }) as AnyJob)
  expect(taskFaults(patient, taskKinds, locale.has)).toEqual(forEach('given up'))
  expect(taskFaults(jobs, taskKinds, () => false)).toEqual(forEach('no words'))
})

test('each job stands in a file named after it, and jobs/index.ts lists them all', () => {
  expect(jobFileFaults(readSources(['jobs']), jobs)).toEqual([])
  const files = planted({ 'jobs/units/close-all.ts': '', 'jobs/index.ts': '' })
  expect(jobFileFaults(files, [{ name: 'units.closeAll' }])).toEqual([])
  expect(jobFileFaults(files, [])).toHaveLength(1)
  expect(jobFileFaults(files, [{ name: 'units.closeAll' }, { name: 'units.openAll' }])).toHaveLength(1)
})

test('facts carry ids and numbers, never words about people: they end up in queues and logs', () => {
  expect(facts.flatMap(({ name, payload }) => wordsIn(name, payload))).toEqual([])
  expect(wordsIn('planted', z.object({ email: z.string(), personId: z.uuid() }))).toEqual(['planted.email'])
  expect(wordsIn('planted', z.object({ note: z.string().nullable() }))).toEqual(['planted.note'])
})

function wordsIn(name: string, payload: z.ZodObject): string[] {
  const { properties = {} } = z.toJSONSchema(payload, { io: 'input' }) as {
    properties?: Record<string, Shape>
  }
  return Object.entries(properties)
    .filter(([, shape]) => (shape.anyOf ?? [shape]).some(holdsWords))
    .map(([field]) => `${name}.${field}`)
}

interface Shape {
  type?: string
  format?: string
  enum?: unknown
  const?: unknown
  items?: Shape
  anyOf?: Shape[]
}

function holdsWords({ type, format, enum: offered, const: fixed, items }: Shape): boolean {
  if (type === 'array') return holdsWords(items ?? {})
  if (offered !== undefined || fixed !== undefined) return false
  return type !== 'integer' && type !== 'boolean' && type !== 'null' && type !== 'number' && !format
}
