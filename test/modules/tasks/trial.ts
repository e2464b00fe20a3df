import { z } from 'zod'
import { jobs } from '../../../jobs/index.ts'
import { startTask } from '../../../src/modules/tasks/index.ts'
import { modules } from '../../../src/modules.ts'
import { openDatabase } from '../../../src/platform/db/database.ts'
import type { AnyJob } from '../../../src/platform/declare/job.ts'
import type { Module } from '../../../src/platform/declare/module.ts'
import { room } from '../../../src/platform/declare/room.ts'
import { type Task, task, taskKind } from '../../../src/platform/declare/task.ts'
import { migrateJobs } from '../../../src/platform/jobs/boss.ts'
import { cloneDatabase } from '../../support/databases.ts'
import { openPortal, type Portal, testConfig } from '../../support/portal.ts'

/*
 * A room for trying tasks: one kind that may be stopped half-way and one that may not, and a test says what they do.
 */

const { command } = room({ name: 'trial', models: [], permissions: {} })

const Steps = z.strictObject({ steps: z.int() })
type State = { done: number }

const title = 'units.export.task'
export const stoppable = taskKind({
  name: 'trial.countSteps',
  title,
  input: Steps,
  cancellable: true,
  namesPeople: false,
})
const unstoppable = taskKind({
  name: 'trial.countOn',
  title,
  input: Steps,
  cancellable: false,
  namesPeople: false,
})

export const beginCounting = command({
  name: 'trial.beginCounting',
  summary: 'Begin to count',
  permission: 'member',
  input: z.strictObject({
    steps: z.int(),
    cancellable: z.boolean().default(true),
    fails: z.boolean().optional(),
  }),
  output: z.strictObject({ taskId: z.uuid() }),
  http: { method: 'post', path: '/trials', status: 202 },
  async run(context, { steps, cancellable, fails }) {
    const started = await startTask(
      context,
      cancellable ? stoppable : unstoppable,
      { steps },
      { name: 'Steps' },
    )
    if (fails) throw new Error('on purpose')
    return started
  },
})

type Handle = Task<typeof Steps, State>['handle']

/** What is done. Each test sets it. */
export const counting: { handle: Handle } = { handle: async () => undefined }

const declaration = {
  summary: 'Does what the test says',
  state: z.strictObject({ done: z.int() }),
  retry: { limit: 2, delaySeconds: 1, maxDelaySeconds: 60 },
  timeoutSeconds: 60,
  handle: ((context, input) => counting.handle(context, input)) as Handle,
}

export const countSteps = task(stoppable, declaration)
const countOn = task(unstoppable, declaration)

const trialModule: Module = {
  name: 'trial',
  operations: [beginCounting],
  taskKinds: [stoppable, unstoppable],
}

export const trialJobs: readonly AnyJob[] = [...jobs, countSteps, countOn]

export async function openTaskPortal(databaseUrl?: string): Promise<Portal> {
  const url = databaseUrl ?? (await cloneDatabase('tasks')).url
  const database = openDatabase(url, 2, () => {})
  await migrateJobs(database.pool, trialJobs)
  await database.close()
  return openPortal({ databaseUrl: url, modules: [...modules(testConfig()), trialModule], jobs: trialJobs })
}
