import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { sql } from '../../../src/platform/db/sql.ts'
import { deadLetterQueue } from '../../../src/platform/jobs/boss.ts'
import { handleOnce } from '../../../src/platform/jobs/handle-once.ts'
import type { JobData } from '../../../src/platform/jobs/job-writer.ts'
import { system } from '../../../src/platform/policy/actor.ts'
import { makeAssociation } from '../../factories/people.ts'
import { meetingOf, until } from '../../factories/waiting.ts'
import type { Portal } from '../../support/portal.ts'
import { keepHost, openTrialPortal, reaction, reactToHost } from '../run/trial.ts'

let portal: Portal
let tenantId: string

beforeAll(async () => {
  portal = await openTrialPortal({ ROLE: 'all' })
  tenantId = await makeAssociation(portal, 'Association of Jobs')
})
afterEach(async () => {
  reaction.handle = async () => {}
  await portal.runJobs()
})
afterAll(() => portal.close())

async function emitFact(onBehalfOf: string | null = null): Promise<JobData> {
  const host = `${randomUUID()}.example.org`
  const caller = portal.app.callerFor(system('trial', tenantId, onBehalfOf))
  await portal.app.runner.call(keepHost, { host }, caller)
  const [job] = await portal.app.database.sql<{ data: JobData }>(
    sql`SELECT data FROM pgboss.job WHERE name = 'trial.reactToHost' ORDER BY id DESC LIMIT 1`,
  )
  if (!job) throw new Error('No job was queued')
  return job.data
}

function handle(data: JobData): Promise<unknown> {
  return handleOnce(portal.app, reactToHost, data, new AbortController().signal)
}

function letter(to: string) {
  return {
    template: 'identity/no-account',
    to,
    locale: 'en',
    from: 'Association',
    data: { url: 'http://localhost/sign-up' },
  }
}

async function mailsTo(to: string): Promise<number> {
  const [row] = await portal.app.database.sql<{ count: number }>(
    sql`SELECT count(*)::int AS count FROM kept_mails WHERE recipient = ${to}`,
  )
  return row?.count ?? 0
}

async function hostExists(host: string): Promise<boolean> {
  const rows = await portal.app.database.sql(sql`SELECT 1 FROM tenant_hosts WHERE host = ${host}`)
  return rows.length > 0
}

describe('a job', () => {
  test('is handed the payload of its fact and the name of the association', async () => {
    const seen: unknown[] = []
    reaction.handle = async ({ brandName }, payload) => void seen.push(brandName, payload)
    await handle(await emitFact())
    expect(seen).toEqual(['Association of Jobs', { tenantId }])
  })

  test('acts as the system, on behalf of whoever caused the fact', async () => {
    const causer = randomUUID()
    const host = `${randomUUID()}.example.org`
    reaction.handle = async ({ call }) => void (await call(keepHost, { host }))
    await handle(await emitFact(causer))
    const entries = await portal.app.database.sql(sql`
      SELECT actor_kind, on_behalf_of, system_reason, tenant_id FROM audit_entries WHERE changes::text LIKE ${`%"${host}"%`}`)
    expect(entries).toEqual([
      {
        actor_kind: 'system',
        on_behalf_of: causer,
        system_reason: 'job trial.reactToHost',
        tenant_id: tenantId,
      },
    ])
  })

  test('that is delivered twice acts once', async () => {
    let runs = 0
    reaction.handle = async () => {
      runs += 1
    }
    const data = await emitFact()
    await handle(data)
    await handle(data)
    expect(runs).toBe(1)
  })

  test('that failed after its command committed does not repeat the command at the next try', async () => {
    const host = `${randomUUID()}.example.org`
    let tries = 0
    reaction.handle = async ({ call }) => {
      await call(keepHost, { host })
      tries += 1
      if (tries === 1) throw new Error('the mail server is away')
    }
    const data = await emitFact()
    await expect(handle(data)).rejects.toThrow('away')
    await handle(data)
    expect([tries, await hostExists(host)]).toEqual([2, true])
  })

  test('that is handled by two workers at once acts once and keeps its mail once', async () => {
    const to = `${randomUUID()}@example.org`
    const host = `${randomUUID()}.example.org`
    const meet = meetingOf(2)
    reaction.handle = async ({ call, mail }) => {
      await meet()
      await call(keepHost, { host })
      await mail.send(letter(to))
    }
    const data = await emitFact()
    await Promise.all([handle(data), handle(data)])
    expect([await mailsTo(to), await hostExists(host)]).toEqual([1, true])
  })

  test('can call one command for each of several', async () => {
    const hosts = [1, 2, 3].map(() => `${randomUUID()}.example.org`)
    reaction.handle = async ({ call }) => {
      for (const host of hosts) await call(keepHost, { host })
    }
    await handle(await emitFact())
    expect(await Promise.all(hosts.map(hostExists))).toEqual([true, true, true])
  })

  test('has what its commands emit handled in turn', async () => {
    const host = `${randomUUID()}.example.org`
    let runs = 0
    reaction.handle = async ({ call }) => {
      runs += 1
      if (runs === 1) await call(keepHost, { host })
    }
    await emitFact()
    await portal.runJobs()
    expect(runs).toBe(2)
  })

  test('refuses a payload that is not its fact', async () => {
    const data = await emitFact()
    await expect(handle({ ...data, payload: { tenantId: 'nobody' } })).rejects.toThrow()
  })
})

describe('a worker', () => {
  beforeAll(async () => {
    await portal.app.startWorker()
  })

  test('hears at once of an urgent job', async () => {
    const handled = Promise.withResolvers<void>()
    reaction.handle = async () => handled.resolve()
    const before = performance.now()
    await emitFact()
    await handled.promise
    // It looks by itself only every two seconds.
    expect(performance.now() - before).toBeLessThan(1_000)
  })

  test('tries a failing job again, then leaves it in the dead-letter queue', async () => {
    let tries = 0
    reaction.handle = async () => {
      tries += 1
      throw new Error('never works')
    }
    const { fact } = await emitFact()
    await until(
      'the job is in the dead-letter queue',
      async () => {
        // Nobody wants to wait for the pause between two tries.
        const retried = await portal.app.database.sql(
          sql`UPDATE pgboss.job SET start_after = now() WHERE state = 'retry' AND start_after > now() RETURNING id`,
        )
        if (retried.length > 0)
          await portal.app.database.sql(sql`SELECT pg_notify('guildhall_jobs', 'trial.reactToHost')`)
        const dead = await portal.app.database.sql(
          sql`SELECT 1 FROM pgboss.job WHERE name = ${deadLetterQueue} AND data->'fact'->>'id' = ${fact.id}`,
        )
        return dead.length === 1
      },
      10_000,
    )
    expect(tries).toBe(2)
  })
})
