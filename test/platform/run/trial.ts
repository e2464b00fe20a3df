import { z } from 'zod'
import { changeUnit } from '../../../src/modules/units/commands/change-unit.ts'
import { modules } from '../../../src/modules.ts'
import type { Config } from '../../../src/platform/config.ts'
import { openDatabase } from '../../../src/platform/db/database.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { fact } from '../../../src/platform/declare/fact.ts'
import { type AnyJob, type Job, job } from '../../../src/platform/declare/job.ts'
import type { Module } from '../../../src/platform/declare/module.ts'
import type { CommandContext } from '../../../src/platform/declare/operation.ts'
import { room } from '../../../src/platform/declare/room.ts'
import { defineError } from '../../../src/platform/errors.ts'
import { migrateJobs } from '../../../src/platform/jobs/boss.ts'
import { cloneDatabase } from '../../support/databases.ts'
import { openPortal, type Portal, testConfig } from '../../support/portal.ts'

/*
 * A room for trying the runner: its commands keep a host name for the actor's tenant, and a test says what else
 * happens before they end.
 */

const { command } = room({ name: 'trial', models: ['tenantHost'], permissions: {}, resources: { host: {} } })

type Context = CommandContext<'tenantHost', undefined>
type Step = (context: Context) => unknown

const steps = new Map<string, Step>()

/** What the command that keeps this host does after it has written, recorded and emitted. */
export function afterKeeping(host: string, step: Step): void {
  steps.set(host, step)
}

export const trialFailed = defineError('trial.failed', 409)

export const hostKept = fact('trial.hostKept', 1, z.object({ tenantId: z.uuid() }))

const Host = z.strictObject({ host: z.string() })

export const keepHost = command({
  name: 'trial.keepHost',
  summary: 'Keep a host name',
  permission: 'signed-in',
  input: Host,
  output: Host,
  http: { method: 'post', path: '/trials', status: 201 },
  async run(context, { host }) {
    const { tx, actor, record, emit } = context
    const tenantId = actor.tenantId as string
    await tx.tenantHost.create({ data: { host, tenantId } })
    record({ type: 'host', id: tenantId }, null, { host })
    emit(hostKept, { tenantId })
    const result = await steps.get(host)?.(context)
    return (result as { host: string } | undefined) ?? { host }
  },
})

export const keepTwoHosts = command({
  name: 'trial.keepTwoHosts',
  summary: 'Keep a host name, and another through the command that keeps one',
  permission: 'signed-in',
  input: z.strictObject({ outer: z.string(), inner: z.string() }),
  output: Host,
  async run(context, { outer, inner }) {
    const kept = await context.call(keepHost, { host: outer })
    await context.call(keepHost, { host: inner })
    await steps.get(`${outer} after ${inner}`)?.(context)
    return kept
  },
})

export const keepUnnamed = command({
  name: 'trial.keepUnnamed',
  summary: 'Keep a host name through the command that keeps one, without saying who did',
  permission: 'signed-in',
  isUnnamed: true,
  input: Host,
  output: Host,
  run: ({ call }, { host }) => call(keepHost, { host }),
})

export const renameThroughAnother = command({
  name: 'trial.renameThroughAnother',
  summary: 'Keep a host name, then rename a unit as whoever asked',
  permission: 'signed-in',
  input: z.strictObject({ host: z.string(), unitId: z.uuid(), name: z.string() }),
  output: Host,
  async run({ call }, { host, unitId, name }) {
    await call(keepHost, { host })
    await call(changeUnit, { unitId, name })
    return { host }
  },
})

/** Locks two hosts in the order given, by way of Prisma, and meets its rival between the two. */
export const touchInOrder = command({
  name: 'trial.touchInOrder',
  summary: 'Write to two host names, one after the other',
  permission: 'signed-in',
  input: z.strictObject({ first: z.string(), second: z.string() }),
  output: z.strictObject({ done: z.boolean() }),
  async run(context, { first, second }) {
    const { tx, actor } = context
    const data = { tenantId: actor.tenantId as string }
    // PostgreSQL looks for deadlocks after this long; a second would only make the test slow.
    await tx.sql(sql`SET LOCAL deadlock_timeout = '20ms'`)
    await tx.tenantHost.update({ where: { host: first }, data })
    await steps.get(`${first} before ${second}`)?.(context)
    await tx.tenantHost.update({ where: { host: second }, data })
    return { done: true }
  },
})

/** Hands each handling of the fact to the test. */
export const reaction: { handle: Job['handle'] } = { handle: async () => {} }

export const reactToHost = job({
  name: 'trial.reactToHost',
  summary: 'Does what the test says',
  on: hostKept,
  urgent: true,
  retry: { limit: 1, delaySeconds: 0 },
  timeoutSeconds: 30,
  handle: (context, payload) => reaction.handle(context, payload),
})

export const trialModule: Module = {
  name: 'trial',
  operations: [keepHost, keepTwoHosts, keepUnnamed, renameThroughAnother, touchInOrder],
  facts: [hostKept],
}

const trialJobs: readonly AnyJob[] = [reactToHost]

/** A portal with the trial room, and its queue. */
export async function openTrialPortal(config: Partial<Config> = {}): Promise<Portal> {
  const { url: databaseUrl } = await cloneDatabase('trial')
  const database = openDatabase(databaseUrl, 2, () => {})
  await migrateJobs(database.pool, trialJobs)
  await database.pool.query('GRANT SET ON PARAMETER deadlock_timeout TO guildhall_app')
  await database.close()
  return openPortal({
    databaseUrl,
    config,
    modules: [...modules(testConfig()), trialModule],
    jobs: trialJobs,
  })
}
